// Serves the page to one browser, and is its disk: what the page tells about itself goes to the file
// INSPECT; what it offers as a download to "download" and to the name that it has, in the working
// folder, which is the test's home.
//   node bridge.js INSPECT [SESSION]
// prints its port and the window's size as WIDTH,HEIGHT. It ends with the process that started it.
'use strict';
const fs = require('fs');
const path = require('path');
const { fileOf, serve } = require('./serve.js');

const [inspect, session] = process.argv.slice(2);
const site = process.env.CONVLENS_PAGE;
const home = process.cwd();
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.exit(); }, 200);

const preferences = fs.readFileSync(process.env.XDG_CONFIG_HOME + '/convlens/preferences.json', 'utf8');
const start = () => JSON.stringify({
  preferences,
  session,
  content: session ? fs.readFileSync(path.join(home, session)).toString('base64') : '',
});
// The page as it is, but with the test's hooks before its first script.
const pageWithHooks = () => fs.readFileSync(path.join(site, 'index.html'), 'utf8')
  .replace('<script>', '<script src="hooks.js"></script><script>');

const write = (file, bytes) => {
  fs.writeFileSync(file + '.part', bytes);
  fs.renameSync(file + '.part', file);
};
const receive = (url, bytes) => {
  if (url.pathname === '/inspect') return write(inspect, bytes);
  write(path.join(home, path.basename(decodeURIComponent(url.search.slice(1)))), bytes);
  write(path.join(home, 'download'), bytes);
};

const answer = name => {
  if (name === 'start') return ['application/json', start()];
  if (name === 'index.html') return ['text/html', pageWithHooks()];
  return fileOf(name === 'hooks.js' ? __dirname : site, name);
};

serve(answer, receive, port => {
  const { window_width: width, window_height: height } = JSON.parse(preferences);
  console.log(`${port} ${width},${height}`);
});
