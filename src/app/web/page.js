// What the page does for the program: it hands over keys, mouse, fingers and files, and does what
// only a browser can. Read before the program's own JavaScript (see src/app/CMakeLists.txt).
Module.page = (() => {
  const canvas = document.getElementById('canvas');
  const field = document.getElementById('field'); // takes text, also of phones and input methods
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  // A test puts its own in the place of the browser's storage and downloads (tests/web/hooks.js).
  const page = Object.assign({ kept: 0, frames: 0 }, window.ConvLensHooks);
  const kNoFonts = 0, kNoStorage = 1, kNoReading = 2, kNoWriting = 3; // as in bridge.cpp
  const removeElement = id => { const found = document.getElementById(id); if (found) found.remove(); };
  Module.canvas = canvas;

  // --- events, in the numbers of src/app/input_queue.h and GLFW
  const kKey = 0, kCharacter = 1, kButton = 2, kWheel = 3, kPointer = 4, kPointerGone = 5, kFocus = 6;
  const push = (kind, code, down, event, x, y) => {
    const held = event
      ? (event.ctrlKey || (isMac && event.metaKey) ? 1 : 0) | (event.shiftKey ? 2 : 0) |
        (event.altKey ? 4 : 0) | (event.metaKey && !isMac ? 8 : 0) : 0;
    Module._ConvLensEvent(kind, code, down ? 1 : 0, held, x || 0, y || 0);
  };
  const numbers = {
    Space: 32, Quote: 39, Comma: 44, Minus: 45, Period: 46, Slash: 47, Semicolon: 59, Equal: 61,
    BracketLeft: 91, Backslash: 92, BracketRight: 93, Backquote: 96, Escape: 256, Enter: 257,
    Tab: 258, Backspace: 259, Insert: 260, Delete: 261, ArrowRight: 262, ArrowLeft: 263,
    ArrowDown: 264, ArrowUp: 265, PageUp: 266, PageDown: 267, Home: 268, End: 269,
    NumpadDecimal: 330, NumpadDivide: 331, NumpadMultiply: 332, NumpadSubtract: 333,
    NumpadAdd: 334, NumpadEnter: 335, ShiftLeft: 340, ControlLeft: 341, AltLeft: 342,
    MetaLeft: isMac ? 341 : 343, ShiftRight: 344, ControlRight: 345, AltRight: 346,
    MetaRight: isMac ? 345 : 347,
  };
  // Letters go by what the keyboard writes, all else by where the key is.
  const numberOf = event => {
    const key = event.key.length === 1 ? event.key.toUpperCase() : '';
    if (/^[A-Z]$/.test(key)) return key.charCodeAt(0);
    const code = event.code;
    if (/^(Key[A-Z]|Digit[0-9])$/.test(code)) return code.charCodeAt(code.length - 1);
    if (/^Numpad[0-9]$/.test(code)) return 320 + Number(code[6]);
    if (/^F([1-9]|1[0-2])$/.test(code)) return 289 + Number(code.slice(1));
    return numbers[code] || numbers[event.key] || 0;
  };
  // The browser's own: reload, full screen, tools, tabs, address; and copy and paste, which come as
  // events of the clipboard.
  const isBrowsers = event => {
    if (['F5', 'F11', 'F12'].includes(event.code)) return true;
    if (!event.ctrlKey && !event.metaKey) return false;
    return ['c', 'x', 'v', 'r', 't', 'w', 'n', 'l'].includes(event.key.toLowerCase()) && !event.altKey &&
           !(event.shiftKey && event.key.toLowerCase() === 'c');
  };
  const writes = event =>
    event.isComposing || event.keyCode === 229 ||
    (event.key.length === 1 && !event.ctrlKey && !event.metaKey) || event.key === 'Dead';
  const onKey = (event, down) => {
    if (event.isComposing || event.keyCode === 229) return;
    const number = numberOf(event);
    if (number && !event.repeat) push(kKey, number, down, event);
    if (!isBrowsers(event) && !writes(event)) event.preventDefault();
  };
  addEventListener('keydown', event => onKey(event, true));
  addEventListener('keyup', event => onKey(event, false));
  const write = text => { lookAt(text); for (const c of text) push(kCharacter, c.codePointAt(0), true); };
  field.addEventListener('input', event => {
    if (event.isComposing) return;
    if (event.inputType === 'insertText' && event.data) write(event.data);
    field.value = '';
  });
  field.addEventListener('compositionend', event => { write(event.data); field.value = ''; });

  const place = event => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * devicePixelRatio, (event.clientY - box.top) * devicePixelRatio];
  };
  const move = event => push(kPointer, 0, false, event, ...place(event));
  const button = (event, which, down) => push(kButton, which, down, event, ...place(event));

  // One finger is the left button: a tap clicks, and a move drags, or scrolls where there is
  // something to scroll. Held still, it is the right one. Two move and zoom the figure.
  const fingers = new Map();
  let held = null, pressed = false, moved = false, scrolling = false, pinch = null, start = null;
  const kWheelNotch = 67; // what Dear ImGui scrolls for a notch, in CSS pixels
  const middle = () => {
    const [a, b] = [...fingers.values()];
    return { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2,
             apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) };
  };
  const onFinger = {
    pointerdown(event) {
      fingers.set(event.pointerId, event);
      clearTimeout(held);
      if (fingers.size === 2) {
        if (pressed) button(event, 0, false);
        pressed = false;
        pinch = middle();
        move(pinch);
        button(pinch, 2, true);
      } else if (fingers.size === 1) {
        moved = pressed = scrolling = false;
        start = event;
        move(event);
        held = setTimeout(() => {
          if (moved || fingers.size !== 1) return;
          moved = true; // no tap any more
          button(event, 1, true);
          button(event, 1, false);
        }, 600);
      }
    },
    pointermove(event) {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      fingers.set(event.pointerId, event);
      if (pinch && fingers.size === 2) {
        const now = middle();
        move(now);
        const turned = Math.log(now.apart / pinch.apart) / Math.log(1.15);
        if (Math.abs(turned) > 0.1) {
          push(kWheel, 0, false, null, 0, turned);
          pinch = now;
        }
        return;
      }
      if (!moved) {
        if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) <= 6) return;
        moved = true;
        clearTimeout(held);
        scrolling = Module._ConvLensScrolls() !== 0;
        pressed = !scrolling;
        if (pressed) button(start, 0, true);
      }
      if (pressed) move(event);
      if (scrolling) push(kWheel, 0, false, null, 0, (event.clientY - before.clientY) / kWheelNotch);
    },
    pointerup(event) {
      clearTimeout(held);
      if (pinch) button(pinch, 2, false);
      if (!moved && !pinch && event.type === 'pointerup') {
        button(start, 0, true);
        pressed = true;
      }
      if (pressed) button(event, 0, false);
      pinch = null;
      pressed = false;
      moved = true;
      fingers.delete(event.pointerId);
      if (fingers.size === 0) push(kPointerGone);
    },
  };
  onFinger.pointercancel = onFinger.pointerup;
  const buttons = [0, 2, 1];
  const onMouse = {
    pointerdown(event) { move(event); if (event.button < 3) button(event, buttons[event.button], true); },
    pointermove(event) {
      move(event);
      // A second button comes as a move.
      if (event.button >= 0 && event.button < 3) {
        const bit = [1, 4, 2][event.button];
        button(event, buttons[event.button], (event.buttons & bit) !== 0);
      }
    },
    pointerup(event) { move(event); if (event.button < 3) button(event, buttons[event.button], false); },
    pointercancel() { push(kPointerGone); },
  };
  for (const name of Object.keys(onMouse)) {
    canvas.addEventListener(name, event => {
      event.preventDefault();
      if (name === 'pointerdown') { canvas.setPointerCapture(event.pointerId); takeFocus(); }
      (event.pointerType === 'touch' ? onFinger : onMouse)[name](event);
    });
  }
  canvas.addEventListener('mousedown', event => event.preventDefault()); // the field keeps the focus
  canvas.addEventListener('pointerleave', event => { if (event.buttons === 0) push(kPointerGone); });
  canvas.addEventListener('wheel', event => {
    event.preventDefault();
    const unit = [100, 3, 1][event.deltaMode]; // about one notch
    move(event);
    push(kWheel, 0, false, event, -event.deltaX / unit, -event.deltaY / unit);
  }, { passive: false });
  addEventListener('contextmenu', event => event.preventDefault());
  const takeFocus = () => field.focus({ preventScroll: true });
  addEventListener('focus', () => { takeFocus(); push(kFocus, 0, true); });
  addEventListener('blur', () => push(kFocus, 0, false));
  // Where it is refused (in somebody's frame, say), what is shown fills the page as it is.
  page.setFullScreen = full => {
    if (full && document.documentElement.requestFullscreen) {
      document.documentElement.requestFullscreen().catch(() => {});
    } else if (!full && document.fullscreenElement) {
      document.exitFullscreen().catch(() => {});
    }
  };
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) Module._ConvLensFullScreenLeft();
  });
  addEventListener('resize', () => { if (Module.calledRun) Module._ConvLensWake(); });
  /** Whether text is typed now: a phone shows its keyboard then. */
  page.wantText = wanted => {
    field.inputMode = wanted ? 'text' : 'none';
    if (wanted) { field.blur(); takeFocus(); }
  };

  // --- text and files
  const give = (name, text) => {
    const size = lengthBytesUTF8(text) + 1, at = _malloc(size);
    stringToUTF8(text, at, size);
    Module[name](at);
    _free(at);
  };
  addEventListener('paste', event => {
    event.preventDefault();
    const files = [...event.clipboardData.files];
    if (files.length) return takeFiles(files, '_ConvLensDropped');
    const text = event.clipboardData.getData('text/plain');
    lookAt(text);
    give('_ConvLensPasted', text);
  });
  addEventListener('copy', event => event.preventDefault());
  addEventListener('cut', event => event.preventDefault());
  // Where the page is not served by https or localhost there is only the old way.
  const copyByField = text => {
    field.value = text;
    field.select();
    const done = document.execCommand('copy');
    field.value = '';
    if (!done) throw new Error('refused');
  };
  /** Puts `text` into the clipboard; whether that went well. */
  page.copy = async text => {
    try {
      await (navigator.clipboard ? navigator.clipboard.writeText(text) : copyByField(text));
      return true;
    } catch (e) {
      Module._ConvLensProblem(kNoWriting);
      return false;
    }
  };
  page.readClipboard = async () => {
    try {
      give('_ConvLensPastedByMenu', await navigator.clipboard.readText());
    } catch (e) {
      Module._ConvLensProblem(kNoReading);
    }
  };

  // --- the address: what it asks for behind "#", which follows what is looked at
  page.words = () => new URLSearchParams(location.hash.slice(1));
  const writeWords = words => {
    const hash = words.toString();
    if (hash === page.words().toString() || page.embedded) return;
    history.replaceState(null, '', location.pathname + location.search + (hash && '#' + hash));
  };
  const addressOf = words => location.origin + location.pathname + '#' + words;
  page.copyAddress = async (link, told) => {
    const words = new URLSearchParams({ session: link });
    if (await page.copy(addressOf(words))) say(told);
  };
  /** Work that was changed is kept in the browser; an address that says otherwise would hide it. */
  page.setModified = (modified, lesson) => {
    page.modified = modified;
    const words = page.words();
    if (modified || lesson) words.delete('session');
    words.delete('lesson');
    if (lesson && !modified) words.set('lesson', lesson);
    writeWords(words);
  };
  let gone = null;
  /** A line that goes by itself. */
  const say = text => {
    const note = document.getElementById('note');
    note.textContent = text;
    note.hidden = false;
    clearTimeout(gone);
    gone = setTimeout(() => { note.hidden = true; }, 2500);
  };

  // --- fonts: those of Chinese come when something is written in it
  let fonts = null;
  page.fetchFonts = () => {
    const one = async name => {
      const answer = await fetch('fonts/' + name);
      if (!answer.ok) throw new Error(answer.statusText);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      FS.mkdirTree('/fetched');
      FS.writeFile('/fetched/' + name, bytes);
      return '/fetched/' + name;
    };
    const faces = ['DroidSansFallback.ttf', 'NotoSansSC-Bold.otf', 'NotoSansSC-Punctuation.otf'];
    fonts = fonts || Promise.all(faces.map(one)).then(
      paths => { for (const path of paths) give('_ConvLensFont', path); },
      () => { fonts = null; Module._ConvLensProblem(kNoFonts); });
    return fonts;
  };
  const lookAt = text => { if (/[\u2e80-\u9fff\uf900-\uffef]/.test(text)) page.fetchFonts(); };
  const takeFiles = async (files, taker) => {
    FS.mkdirTree('/opened');
    for (const file of files) {
      const path = '/opened/' + file.name.replaceAll('/', '_');
      const bytes = new Uint8Array(await file.arrayBuffer());
      lookAt(file.name);
      if (/\.(convlens|json)$/i.test(file.name)) lookAt(new TextDecoder().decode(bytes));
      FS.writeFile(path, bytes);
      give(taker, path);
    }
  };
  addEventListener('dragover', event => event.preventDefault());
  addEventListener('drop', event => {
    event.preventDefault();
    takeFiles(event.dataTransfer.files, '_ConvLensDropped');
  });
  page.choose = accept => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', accept, id: 'chooser', hidden: true });
    removeElement('chooser');
    document.body.appendChild(input);
    input.onchange = () => { takeFiles(input.files, '_ConvLensChosen'); input.remove(); };
    input.click();
  };
  page.offer = (path, name) => {
    const bytes = FS.readFile(path);
    if (page.receive) return page.receive(name, bytes);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  addEventListener('beforeunload', event => {
    if (page.modified) { event.preventDefault(); event.returnValue = ''; }
  });

  // --- what is kept: preferences for all tabs, the work of each tab by itself (see start.js)
  page.keep = () => {
    if (page.embedded) return;
    const words = page.words(); // what was chosen since wins over the address
    words.delete('lang');
    words.delete('theme');
    writeWords(words);
    try {
      localStorage.setItem('convlens.preferences', FS.readFile(page.preferences, { encoding: 'utf8' }));
    } catch (e) { /* none yet, or no storage: then the page has defaults next time */ }
    if (!page.home) {
      if (page.modified && page.home === null) Module._ConvLensProblem(kNoStorage);
      return;
    }
    if (page.keeping) { page.again = true; return; }
    page.keeping = true;
    FS.syncfs(false, problem => {
      page.keeping = false;
      if (problem) Module._ConvLensProblem(kNoStorage);
      ++page.kept;
      if (page.again) { page.again = false; page.keep(); }
    });
  };

  // --- drawing
  canvas.addEventListener('webglcontextlost', event => { event.preventDefault(); Module._ConvLensContext(0); });
  canvas.addEventListener('webglcontextrestored', () => Module._ConvLensContext(1));
  /** Called after each frame; how long the last ones took, for measuring. */
  page.times = [];
  page.drawn = (start, end) => {
    if (page.frames++ === 0) {
      page.first = performance.now();
      removeElement('loading');
    }
    page.times.push(end - start);
    if (page.times.length > 1000) page.times.shift();
    if (page.told) page.told();
  };
  takeFocus();
  return page;
})();
