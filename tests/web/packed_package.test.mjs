import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compressFolder } from '../../web/tools/compress.mjs';
import { compressedCache } from '../../web/tools/places.mjs';
import { smallCt } from './dataset_bytes.mjs';
import { packAndInstall, run } from './packed.mjs';
import { root } from './places.mjs';
import { webRequire } from './source.mjs';

/** What the README promises. */
const sizeLimit = 1.6e6;

describe('the packed package', () => {
  let folder;
  let installed;
  let files;
  before(async () => {
    ({ folder, installed, files } = await packAndInstall());
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('holds what is needed and nothing of the application', () => {
    const wanted = ['LICENSE', 'README.md', 'THIRD_PARTY_NOTICES.md', 'index.js', 'index.d.ts', 'pool.js', 'pool.d.ts',
      'pool_worker.js', 'overread-core.mjs', 'overread-core.wasm', 'openjph.mjs', 'openjph.wasm', 'examples/node.mjs', 'package.json'];
    assert.deepEqual(wanted.filter((name) => !files.includes(name)), []);
    assert.deepEqual(files.filter((name) => /engine|\.map$|tsconfig|node_modules/.test(name)), []);
  });

  test('runs the Node example from an empty folder', async () => {
    await cp(join(installed, 'examples/node.mjs'), join(folder, 'node.mjs'));
    await writeFile(join(folder, 'small.dcm'), smallCt());
    const { status, stdout, stderr } = run(process.execPath, ['node.mjs', 'small.dcm', 'small.raw'], { cwd: folder });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^modality +CT$/m);
    assert.match(stdout, /^transfer syntax +1\.2\.840\.10008\.1\.2\.1$/m);
    assert.match(stdout, /^picture +3 × 2 × 1, 1 frame\(s\), MONOCHROME2$/m);
    // (0 + 1000 + 1040 + 840 + 1240 + 2000) / 6
    assert.match(stdout, /^stored values +Int16Array, 0 to 2000, mean 1020\.00$/m);
    // Every second row: grays 0, 102, 128, so the shades 0, 3, 5 of ten.
    assert.match(stdout, /\n -\+\n/);
    const raw = await readFile(join(folder, 'small.raw'));
    assert.deepEqual([...new Int16Array(raw.buffer, raw.byteOffset, 6)], [0, 1000, 1040, 840, 1240, 2000]);
    const failed = run(process.execPath, ['node.mjs', 'node.mjs'], { cwd: folder });
    assert.equal(failed.status, 1);
    assert.match(failed.stderr, /^not-dicom: /);
  });

  test('type-checks in a strict project of somebody else', async () => {
    const project = join(folder, 'project');
    await mkdir(project);
    await cp(new URL('strict_project', import.meta.url), project, { recursive: true });
    const compiler = webRequire.resolve('typescript-7/package.json').replace('package.json', 'bin/tsc');
    const { status, stdout } = run(process.execPath, [compiler, '--project', project], { cwd: project });
    assert.equal(status, 0, stdout);
  });

  test('is smaller than promised, in brotli', async () => {
    const sizes = await compressFolder(installed, compressedCache);
    const parts = sizes.filter(({ name }) => /^[^/]+\.(js|mjs|wasm)$/.test(name));
    const total = parts.reduce((sum, { br }) => sum + br, 0);
    console.log(`JavaScript and WebAssembly: ${(total / 1e6).toFixed(2)} MB in brotli`);
    assert.ok(total < sizeLimit, `${total} bytes`);
    const readme = await readFile(join(installed, 'README.md'), 'utf8');
    const [, promised] = /([\d.]+) MB in brotli/.exec(readme);
    assert.ok(Math.abs(Number(promised) - total / 1e6) < 0.1, `the README says ${promised} MB, it is ${total} bytes`);
  });

  test('carries the notices of every library that is linked, by version', async () => {
    const notices = await readFile(join(installed, 'THIRD_PARTY_NOTICES.md'), 'utf8');
    const headings = notices.split('\n').filter((line) => line.startsWith('## '));
    const recipes = await readFile(join(root, 'wasm/toolchain/recipes.sh'), 'utf8');
    const [, everywhere] = /^LIBRARIES_EVERYWHERE="(.*)"$/m.exec(recipes);
    const [, compiled] = /^LIBRARIES_COMPILED="(.*)"$/m.exec(recipes);
    const linked = [...`${everywhere} ${compiled}`.split(' '), 'emscripten'].filter((name) => !['imgui', 'catch2'].includes(name));
    const pins = (await readFile(join(root, 'wasm/toolchain/versions.tsv'), 'utf8')).split('\n').map((line) => line.split(/ +/));
    for (const library of linked) {
      const pin = pins.find(([id]) => id === library);
      assert.ok(pin, `${library} is not in versions.tsv`);
      // Debian's epoch, repacking and revision are not the library's version.
      const version = pin[4].replace(/^\d+:/, '').replace(/-[^-]*$/, '').replace(/\+ds.*$|\+dfsg.*$/, '');
      assert.ok(headings.some((line) => line.endsWith(` ${version}`)), `${library} ${version} has no notice`);
    }
    const { devDependencies } = JSON.parse(await readFile(join(root, 'web/package.json'), 'utf8'));
    const version = devDependencies['@cornerstonejs/codec-openjph'];
    assert.ok(headings.includes(`## @cornerstonejs/codec-openjph ${version}`), `codec-openjph ${version} has no notice`);
  });
});
