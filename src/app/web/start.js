// Before the program begins: the files that the browser has kept are put where it looks for them,
// and what the address asks for behind "#" becomes its arguments.
Module.arguments = Module.page.arguments || [];
(() => {
  const page = Module.page;
  const query = new URLSearchParams(location.search);
  page.embedded = query.has('embed');
  page.preferences = '/home/web_user/.config/convlens/preferences.json';

  // Each tab has a place of its own, held by a lock that ends with the tab: two tabs never write
  // into each other's work, and a page that is loaded again finds its own. Null: nothing is kept.
  const ownPlace = async () => {
    if (!navigator.locks || page.embedded) return null;
    for (let n = 0; n < 64; ++n) {
      const got = await new Promise(answer => {
        navigator.locks.request('convlens.work.' + n, { ifAvailable: true }, lock => {
          answer(lock !== null);
          return lock && new Promise(() => {}); // until the tab is closed
        });
      });
      if (got) return '/work/' + n;
    }
    return null;
  };
  const loadWork = async () => {
    page.home = await ownPlace();
    if (!page.home) return;
    FS.mkdirTree(page.home);
    FS.mount(IDBFS, {}, page.home);
    const problem = await new Promise(done => FS.syncfs(true, done));
    if (problem) page.home = null; // a private window, say
    else ENV.XDG_STATE_HOME = page.home;
  };
  // The address's words win over what was chosen before.
  const loadPreferences = words => {
    FS.mkdirTree('/home/web_user/.config/convlens');
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem('convlens.preferences')) || {}; } catch (e) { kept = {}; }
    if (page.embedded) kept = {};
    if (words.get('lang')) kept.language = words.get('lang');
    if (words.get('theme')) kept.theme = words.get('theme');
    if (Object.keys(kept).length) FS.writeFile(page.preferences, JSON.stringify(kept));
    return kept.language || navigator.language;
  };
  Module.preRun = [() => {
    ENV.LANG = navigator.language.replace('-', '_') + '.UTF-8';
    const words = page.words();
    if (words.get('lesson')) Module.arguments.push('--lesson', words.get('lesson'));
    if (words.get('session')) Module.arguments.push('--link', words.get('session'));
    if (page.embedded) Module.arguments.push('--embed');
    addRunDependency('kept files');
    const prepared = page.prepare ? page.prepare() : loadWork().then(() => loadPreferences(words));
    prepared.then(async language => {
      if (/^zh/.test(language)) await page.fetchFonts(); // its first picture is not one of blanks
      removeRunDependency('kept files');
    });
  }];
  addEventListener('hashchange', () => location.reload());
})();
