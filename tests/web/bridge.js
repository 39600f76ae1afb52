// Serves the page to one browser, and is its disk: what the page tells about itself goes to the file
// INSPECT; what it offers as a download to "download" and to the name that it has, in the working
// folder, which is the test's home.
//   node bridge.js INSPECT [SESSION]
// prints its port and the window's size as WIDTH,HEIGHT. It ends with the process that started it.
'use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');

const [inspect, session] = process.argv.slice(2);
const site = process.env.CONVLENS_PAGE;
const home = process.cwd();
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.exit(); }, 200);

const kTypes = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
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
  if (name === 'hooks.js') return ['text/javascript', fs.readFileSync(path.join(__dirname, 'hooks.js'))];
  const file = path.join(site, name);
  return [kTypes[path.extname(file)] || 'application/octet-stream', fs.readFileSync(file)];
};

http.createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const name = decodeURIComponent(url.pathname).slice(1);
  if (request.method === 'POST') {
    const parts = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => { receive(url, Buffer.concat(parts)); response.end(); });
    return;
  }
  try {
    const [type, content] = answer(name || 'index.html');
    response.writeHead(200, { 'Content-Type': type });
    response.end(content);
  } catch (e) {
    response.writeHead(404);
    response.end();
  }
}).listen(0, '127.0.0.1', function () {
  const { window_width: width, window_height: height } = JSON.parse(preferences);
  console.log(`${this.address().port} ${width},${height}`);
});
