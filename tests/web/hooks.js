// In the page under test: instead of the browser's storage and downloads, the bridge (bridge.js).
'use strict';
var ConvLensHooks = (() => {
  let sending = null, next = null;
  // One at a time, the newest last.
  const send = text => {
    if (sending) { next = text; return; }
    sending = fetch('inspect', { method: 'POST', body: text }).finally(() => {
      sending = null;
      const waiting = next;
      next = null;
      if (waiting) send(waiting);
    });
  };
  let told = '';
  return {
    async prepare() {
      const start = await (await fetch('start')).json();
      const FS = Module.FS;
      FS.mkdirTree('/home/web_user/.config/convlens');
      FS.writeFile(Module.page.preferences, start.preferences);
      Module.arguments.push('--inspect', '/inspect.json');
      if (start.session) {
        FS.writeFile('/' + start.session, Uint8Array.from(atob(start.content), c => c.charCodeAt(0)));
        Module.arguments.push('--open', '/' + start.session);
      }
      return JSON.parse(start.preferences).language;
    },
    // After what was drawn has reached the screen.
    told() {
      requestAnimationFrame(() => {
        const text = Module.FS.readFile('/inspect.json', { encoding: 'utf8' });
        if (text !== told) send(told = text);
      });
    },
    receive(name, bytes) {
      fetch('download?' + encodeURIComponent(name), { method: 'POST', body: bytes });
    },
  };
})();
