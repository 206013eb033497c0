/** The packed package in Chromium: as files that a page imports, and in a bundle with Cornerstone3D. */
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { element, file, smallCt, u16 } from '../web/dataset_bytes.mjs';
import { packAndInstall } from '../web/packed.mjs';
import { webRequire } from '../web/source.mjs';
import { startBrowser } from './application.mjs';
import { root } from './places.mjs';

/** Software rendering on a busy machine is slow. */
const patience = 90_000;

const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves a folder on a free port. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    readFile(join(folder, normalize(decodeURIComponent(pathname)))).then(
      (bytes) => response.writeHead(200, { 'content-type': types[extname(pathname)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** 64 × 64 CT: the left half −160 HU, the right half 240 HU, window 40/400. */
function halves() {
  const stored = Array.from({ length: 64 * 64 }, (_, index) => (index % 64 < 32 ? 864 : 1264));
  return file([
    element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x0008, 0x0018, 'UI', '1.2.3.5'),
    element(0x0008, 0x0060, 'CS', 'CT'),
    element(0x0020, 0x000e, 'UI', '1.2.3.1'),
    element(0x0020, 0x0032, 'DS', '0\\0\\0'),
    element(0x0020, 0x0037, 'DS', '1\\0\\0\\0\\1\\0'),
    element(0x0020, 0x0052, 'UI', '1.2.3.9'),
    element(0x0028, 0x0002, 'US', u16(1)),
    element(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
    element(0x0028, 0x0010, 'US', u16(64)),
    element(0x0028, 0x0011, 'US', u16(64)),
    element(0x0028, 0x0030, 'DS', '1\\1'),
    element(0x0028, 0x0100, 'US', u16(16)),
    element(0x0028, 0x0101, 'US', u16(16)),
    element(0x0028, 0x0102, 'US', u16(15)),
    element(0x0028, 0x0103, 'US', u16(1)),
    element(0x0028, 0x1050, 'DS', '40'),
    element(0x0028, 0x1051, 'DS', '400'),
    element(0x0028, 0x1052, 'DS', '-1024'),
    element(0x0028, 0x1053, 'DS', '1'),
    element(0x7fe0, 0x0010, 'OW', u16(...stored)),
  ]);
}

describe('the package in a browser', () => {
  let browser;
  let folder;
  let installed;
  before(async () => {
    browser = await startBrowser();
    ({ folder, installed } = await packAndInstall());
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A page that fails the test with whatever it complains about. */
  async function open(address) {
    const page = await browser.newPage();
    const complaints = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(address);
    const says = (start) =>
      page
        .waitForFunction((text) => document.getElementById('status').value.startsWith(text), start, { timeout: patience })
        .catch((error) => assert.fail(`"${start}": ${error.message} ${complaints.join()}`));
    const choose = async (bytes, expected) => {
      await page.setInputFiles('#file', { name: 'file.dcm', mimeType: 'application/dicom', buffer: Buffer.from(bytes) });
      await says(expected);
    };
    return { page, complaints, choose, says };
  }

  test('draws a file in the example without a bundler', async () => {
    const { address, stop } = await serve(folder);
    try {
      const { page, complaints, choose } = await open(`${address}node_modules/overread-core/examples/browser.html`);
      await choose(smallCt(), '3 × 2, window 40 / 400');
      const pixels = await page.evaluate(() => {
        const canvas = document.getElementById('picture');
        return [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data];
      });
      // As in core_package.test.mjs.
      assert.deepEqual(pixels, [0, 102, 128, 0, 255, 255].flatMap((level) => [level, level, level, 255]));
      await choose(new Uint8Array(300), 'not-dicom: ');
      await choose(smallCt(), '3 × 2');
      assert.deepEqual(complaints, []);
    } finally {
      stop();
    }
  });

  test('is an image loader of Cornerstone3D, bundled by Vite', async () => {
    const project = join(folder, 'project');
    await cp(join(installed, 'examples'), project, { recursive: true });
    await mkdir(join(project, 'node_modules'));
    await symlink(installed, join(project, 'node_modules/overread-core'));
    await symlink(join(root, 'tests/e2e/node_modules/@cornerstonejs'), join(project, 'node_modules/@cornerstonejs'));
    const { build } = await import(pathToFileURL(webRequire.resolve('vite')));
    await build({
      root: project,
      configFile: false,
      logLevel: 'error',
      build: { target: 'es2022', rolldownOptions: { input: join(project, 'cornerstone3d.html') } },
      worker: { format: 'es' },
    });
    const assets = await readdir(join(project, 'dist/assets'));
    assert.equal(assets.filter((name) => /^pool_worker.*\.js$/.test(name)).length, 1, assets.join());
    assert.equal(assets.filter((name) => /^overread-core.*\.wasm$/.test(name)).length, 1, assets.join());

    const { address, stop } = await serve(join(project, 'dist'));
    try {
      const { page, complaints, choose, says } = await open(`${address}cornerstone3d.html`);
      await says('ready');
      await choose(halves(), '1 frame(s)');
      const sides = () =>
        page.evaluate(() => {
          const canvas = document.querySelector('#viewport canvas');
          const context = canvas.getContext('2d');
          return [0.25, 0.75].map((x) => [...context.getImageData(canvas.width * x, canvas.height / 2, 1, 1).data]);
        });
      const expected = [
        [0, 0, 0, 255],
        [255, 255, 255, 255],
      ];
      const end = Date.now() + patience;
      while (JSON.stringify(await sides()) !== JSON.stringify(expected) && Date.now() < end) await page.waitForTimeout(200);
      assert.deepEqual(await sides(), expected);
      await choose(new Uint8Array(300), 'not-dicom: ');
      assert.deepEqual(complaints, []);
    } finally {
      stop();
    }
  });
});
