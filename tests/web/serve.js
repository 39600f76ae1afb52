// Serves the folder of the built page at a free port of this machine.
'use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');

const kTypes = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm',
                 '.svg': 'image/svg+xml' };

/** [type, content] of a file of the page; throws where there is none. */
const fileOf = (site, name) => {
  const file = path.join(site, name);
  return [kTypes[path.extname(file)] || 'application/octet-stream', fs.readFileSync(file)];
};

/**
 * A server: GET is answered by `answer(name)`, which gives [type, content] or throws, and POST is
 * handed to `receive(url, bytes)`. `ready` is given the port.
 */
const serve = (answer, receive, ready) => {
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (request.method === 'POST') {
      const parts = [];
      request.on('data', part => parts.push(part));
      request.on('end', () => { receive(url, Buffer.concat(parts)); response.end(); });
      return;
    }
    try {
      const [type, content] = answer(decodeURIComponent(url.pathname).slice(1) || 'index.html');
      response.writeHead(200, { 'Content-Type': type });
      response.end(content);
    } catch (e) {
      response.writeHead(404);
      response.end();
    }
  });
  server.listen(0, '127.0.0.1', () => ready(server.address().port));
  return server;
};

module.exports = { fileOf, serve };
