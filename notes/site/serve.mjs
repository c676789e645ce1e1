// Serves a folder of finished pages to this machine alone: 127.0.0.1, at a port that is free.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** The file for a path of a URL; undefined if there is none in the folder. */
function fileFor(folder, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  const file = path.join(folder, name.endsWith('/') ? `${name}index.html` : name);
  if (name.includes('\0') || !file.startsWith(folder + path.sep)) return undefined;
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/** { address: 'http://127.0.0.1:PORT/', close() }. Links are not followed out of the folder by "..", nor is anything written. */
export async function serve(folder) {
  const root = path.resolve(folder);
  const server = http.createServer((request, response) => {
    const file = fileFor(root, request.url);
    const shown = file ?? path.join(root, '404.html');
    response.writeHead(file ? 200 : 404, { 'Content-Type': types[path.extname(shown)] ?? 'application/octet-stream' });
    fs.createReadStream(shown)
      .on('error', () => response.end())
      .pipe(response);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections?.();
    return new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}
