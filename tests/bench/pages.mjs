// The pages of the peers and of decoding in Chromium: bundled by Vite as a page of one's own would be, and served
// on loopback.
import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const sourceTree = new URL('../../', import.meta.url);
const pages = fileURLToPath(new URL('pages/', import.meta.url));
const built = fileURLToPath(new URL('build/bench/pages', sourceTree));
const corePackage = fileURLToPath(new URL('build/web/core/index.js', sourceTree));
const webRequire = createRequire(new URL('web/package.json', sourceTree));

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** What lets a page measure by microseconds. */
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

async function bundle(names) {
  const { build } = await import(pathToFileURL(webRequire.resolve('vite')));
  await build({
    root: pages,
    base: './',
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: [{ find: /^overread-core$/, replacement: corePackage }] },
    worker: { format: 'es' },
    build: {
      target: 'es2022',
      outDir: built,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1e5,
      rolldownOptions: { input: names.map((name) => join(pages, `${name}.html`)) },
    },
  });
  // Its workers are asked for by their places beside the page.
  if (names.includes('dwv')) {
    cpSync(fileURLToPath(new URL('node_modules/dwv/dist/assets', import.meta.url)), join(built, 'assets'), { recursive: true });
  }
}

/**
 * Bundles pages and serves them on a free port.
 *
 * @param names  Of the pages wanted, without `.html`.
 * @param bytes  What to serve beside them, by path.
 */
export async function servePages(names, { bytes = new Map(), isolated = false } = {}) {
  await bundle(names);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const known = bytes.get(pathname);
    const answer = known === undefined ? readFile(join(built, normalize(decodeURIComponent(pathname)))) : Promise.resolve(known);
    answer.then(
      (body) => {
        const type = types[extname(pathname)] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type, ...(isolated ? isolation : {}) }).end(body);
      },
      () => response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}
