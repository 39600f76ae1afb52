// Before the program begins: the files that the browser has kept are put where it looks for them,
// and what the address asks for behind "#" becomes its arguments.
Module.arguments = [];
(() => {
  const page = Module.page;
  const query = new URLSearchParams(location.search);
  page.preferences = '/home/web_user/.config/convlens/preferences.json';

  // Each tab has a place of its own, held by a lock that ends with the tab: two tabs never write
  // into each other's work, and a page that is loaded again finds its own. Null: nothing is kept.
  const ownPlace = async () => {
    if (!navigator.locks || query.has('forget')) return null;
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
    const language = { en: 'english', zh: 'chinese' }[words.get('lang')] || words.get('lang');
    if (language) kept.language = language;
    if (words.get('theme')) kept.theme = words.get('theme');
    if (Object.keys(kept).length) FS.writeFile(page.preferences, JSON.stringify(kept));
  };
  Module.preRun = [() => {
    ENV.LANG = navigator.language.replace('-', '_') + '.UTF-8';
    const words = new URLSearchParams(location.hash.slice(1));
    if (words.get('lesson')) Module.arguments.push('--lesson', words.get('lesson'));
    addRunDependency('kept files');
    (page.prepare ? page.prepare() : loadWork().then(() => loadPreferences(words))).then(
      () => { arguments_ = Module.arguments; removeRunDependency('kept files'); });
  }];
  addEventListener('hashchange', () => location.reload());
})();
