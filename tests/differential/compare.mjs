// Opens the comparison in Chromium and fails when a channel is more than one gray level off.
// Exit 77 (skipped) where there is no Chromium.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';

const folder = resolve(process.argv[2] ?? '.');
const chromium = [process.env.OVERREAD_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser']
  .find((path) => path && existsSync(path));
if (!chromium) {
  console.log('skipped: no Chromium');
  process.exit(77);
}
const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium: driver } = require('playwright-core');

const page = '<!doctype html><canvas id="canvas" width="16" height="16"></canvas>';
const types = { '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const server = createServer((request, response) => {
  const name = new URL(request.url, 'http://localhost').pathname.slice(1);
  if (name === '') return response.setHeader('Content-Type', 'text/html').end(page);
  if (!/^overread-differential\.(mjs|wasm)$/.test(name)) return response.writeHead(404).end();
  return response.setHeader('Content-Type', types[extname(name)]).end(readFileSync(join(folder, name)));
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));

const browser = await driver.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
let failed = 0;
try {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const report = await tab.evaluate(async () => {
    const { default: create } = await import('/overread-differential.mjs');
    const module = await create({ canvas: document.getElementById('canvas') });
    return module.UTF8ToString(module._overread_compare());
  });
  const rows = report.trim().split('\n').map((line) => line.split('\t'));
  for (const [name, worst, beyond] of rows) {
    const bad = beyond !== '0';
    if (bad) failed += 1;
    console.log(`${bad ? 'FAIL' : 'ok  '}  ${name}: worst ${worst}, channels beyond one level ${beyond}`);
  }
  if (rows.length < 38) failed += 1;
} finally {
  await browser.close();
  server.close();
}
process.exit(failed ? 1 : 0);
