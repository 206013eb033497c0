/** A folder of a thousand files, a hundred of them broken: what is whole opens, what is not is named. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cli } from '../web/places.mjs';
import { Application, startBrowser, startServer } from './application.mjs';
import { brokenFiles, problemOf } from './broken_files.mjs';
import { watchDecoding } from './decoding.mjs';
import { models } from './places.mjs';
import { grown, inWords, memoryOf } from './process_memory.mjs';
import { wholeFolder } from './whole_files.mjs';

const seed = 20261122;
/** The list of a thousand instances lies in the page's module, whose memory never shrinks: more than the few need. */
const moduleKeeps = 2 ** 23;
const picture = { x: 420, y: 180, width: 320, height: 360 };

let server;
let browser;
let root;
before(async () => {
  server = await startServer();
  browser = await startBrowser(['--js-flags=--expose-gc']);
  root = await mkdtemp(join(tmpdir(), 'overread-folder-'));
});
after(async () => {
  await browser?.close();
  server?.stop();
  if (root !== undefined) await rm(root, { recursive: true });
});

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`overread ${args[0]} ended with ${code}`))));
  });
}

/** A film of the command line's, and the report of a service that read it. */
async function filmAndReport() {
  const film = join(root, 'film');
  await run(['phantom', 'spine', '--seed', '7', '--out', film]);
  const out = join(root, 'read');
  await run(['read', film, '--out', out, '--services', 'spine-scoliosis', '--models', models]);
  const files = [];
  for (const folder of [film, out]) {
    for (const name of await readdir(folder, { recursive: true })) {
      if (name.endsWith('.dcm')) files.push({ path: `film/${name.replaceAll('/', '-')}`, bytes: new Uint8Array(await readFile(join(folder, name))) });
    }
  }
  return files;
}

/** Photographs, as the browser compresses them. */
async function someJpegs() {
  const page = await browser.newPage();
  const encoded = await page.evaluate(async () => {
    const made = [];
    for (let index = 0; index < 15; ++index) {
      const canvas = new OffscreenCanvas(64, 48);
      const context = canvas.getContext('2d');
      for (let column = 0; column < 64; ++column) {
        context.fillStyle = `hsl(${column * 5 + index * 20} 60% ${20 + column}%)`;
        context.fillRect(column, 0, 1, 48);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      made.push(btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer()))));
    }
    return made;
  });
  await page.close();
  return encoded.map((base64) => new Uint8Array(Buffer.from(base64, 'base64')));
}

async function write(folder, files) {
  for (const path of new Set(files.map(({ path }) => dirname(path)))) await mkdir(join(folder, path), { recursive: true });
  await Promise.all(files.map(({ path, bytes }) => writeFile(join(folder, path), bytes)));
}

/** Of the files in each folder the first. */
function oneOfEach(files) {
  return [...new Map(files.toReversed().map((file) => [dirname(file.path), file])).values()];
}

/** Opens a folder and waits until nothing of it is being read any more, and `count` files were. */
async function open(application, folder, count) {
  const { page } = application;
  const known = await page.evaluate(() => decoding.read.size + decoding.refused.size);
  await application.chooseFolder(folder);
  await page.waitForFunction(
    (all) => decoding.read.size + decoding.refused.size >= all && document.querySelector('#mirror [id^="mirror.task."]') === null,
    known + count,
    { timeout: 200_000, polling: 200 },
  );
}

/** Shows a series and waits until its frames were decoded. */
async function show(application, id) {
  // Most rows are scrolled out of sight: they are pressed as the keyboard presses them.
  await application.press(id);
  await application.page.waitForFunction(
    (node) => document.getElementById(`mirror.${node}`)?.getAttribute('aria-selected') === 'true' && decoding.asked === decoding.answered,
    id,
    { polling: 50, timeout: 60_000 },
  );
}

async function closeAll({ page }) {
  await page.waitForFunction(
    () => {
      for (const close of document.querySelectorAll('#mirror [id^="mirror.study.close."]')) close.click();
      return document.querySelector('#mirror [id^="mirror.study."]') === null;
    },
    undefined,
    { polling: 100 },
  );
}

/** Lets go of what the test itself knows of what was decoded. */
function forgetDecoding() {
  for (const known of [decoding.frames, decoding.read, decoding.refused]) known.clear();
}

/** Waits until the picture of a series is painted, or it is said that its file is one of the broken. */
async function seePicture(application, id, broken) {
  const end = Date.now() + 60_000;
  for (;;) {
    const [error] = await application.ids('viewport.1.error');
    if (error !== undefined) {
      const words = await application.text(error);
      assert.ok(broken.some(({ path }) => words.includes(path)), `${id}: ${words}`);
      return;
    }
    const { grays } = await application.painted(picture);
    if (grays >= 20) return;
    assert.ok(Date.now() < end, `${id} shows nothing`);
    await application.page.waitForTimeout(100);
  }
}

describe('a folder of a thousand files', () => {
  let whole;
  let broken;
  let application;
  let folder;
  let few;
  let fewCount;
  let memoryBefore;

  before(async () => {
    const jpegs = await someJpegs();
    whole = wholeFolder(seed, jpegs, await filmAndReport());
    broken = brokenFiles(whole, seed, jpegs);
    folder = join(root, 'folder');
    await write(folder, [...whole.files, ...broken]);
    few = join(root, 'few');
    const one = oneOfEach([...whole.files, ...broken]);
    fewCount = one.length;
    await write(few, one);
  });
  after(async () => {
    await application?.close();
  });

  test('has 900 that dcmjs reads and 100 that it does not, or that break a rule', () => {
    assert.equal(whole.files.length, 900);
    assert.equal(broken.length, 100);
    assert.equal(new Set([...whole.files, ...broken].map(({ path }) => path)).size, 1000);
    for (const { path, bytes, instances } of whole.files) {
      if (instances !== undefined && !path.endsWith('.zip')) assert.equal(problemOf(bytes), undefined, path);
    }
    for (const { path, bytes, rule, isDicom } of broken) {
      if (isDicom) assert.ok(problemOf(bytes), `${path} should break a rule: ${rule}`);
    }
  });

  test('is opened after a few of its kinds, which are closed: the memory from which it is measured', { timeout: 300_000 }, async (context) => {
    application = await Application.open(browser, server.address, { prepare: watchDecoding });
    await application.has('start.open-folder');
    context.diagnostic(`fresh: ${inWords(await memoryOf(browser, application.page))}`);
    for (let turn = 0; turn < 2; ++turn) {
      await application.page.evaluate(forgetDecoding);
      await open(application, few, fewCount);
      for (const id of await application.ids('series.')) await show(application, id);
      await closeAll(application);
      memoryBefore = await memoryOf(browser, application.page);
      context.diagnostic(`a few of each kind closed: ${inWords(memoryBefore)}`);
    }
  });

  test('opens: its studies, series and objects are listed', { timeout: 300_000 }, async () => {
    await open(application, folder, 1000);
    const instances = whole.files.flatMap((file) => file.instances ?? []);
    const studies = new Set(await application.ids('study.1.2.3.'));
    for (const { studyUid } of instances) assert.ok(studies.has(`study.${studyUid}`), `study ${studyUid}`);
    const series = await application.ids('series.');
    for (const { seriesUid } of instances) {
      if (seriesUid !== undefined) assert.ok(series.some((id) => id === `series.${seriesUid}` || id.startsWith(`series.${seriesUid}|`)), `series ${seriesUid}`);
    }
    const objects = new Set(await application.ids('object.'));
    for (const { uid, isObject } of instances) {
      if (isObject) assert.ok(objects.has(`object.${uid}`), `object ${uid}`);
    }
    await application.screenshot('thousand-opened');
  });

  test('shows every series, and every whole frame decodes to what was written', { timeout: 300_000 }, async () => {
    const { page } = application;
    const series = await application.ids('series.');
    for (const [index, id] of series.entries()) {
      await show(application, id);
      // A look at the screen takes longer than the decoding.
      if (index % 5 === 0) await seePicture(application, id, broken);
    }
    const seen = new Map(await page.evaluate(() => [...decoding.frames]));
    for (const { path, instances = [] } of whole.files) {
      for (const { fingerprints = [], image } of instances) {
        const size = image && [image.rows, image.columns, image.samples, (image.rows * image.columns * image.samples * image.bitsAllocated) / 8];
        fingerprints.forEach((each, index) => assert.deepEqual(seen.get(each), size, `frame ${index + 1} of ${path}`));
      }
    }
    const sizes = [...seen.values()].map(String);
    // What was compressed with loss, and pictures, are known by their sizes.
    const lossy = whole.files.flatMap(({ instances = [] }) => instances).filter(({ image, fingerprints }) => image && !fingerprints);
    assert.ok(sizes.filter((size) => size === '48,64,3,9216').length > 0 && lossy.length === 10);
    for (const [rows, columns] of whole.files.flatMap((file) => (file.picture ? [file.picture] : []))) {
      assert.ok(sizes.some((size) => size.startsWith(`${rows},${columns},`)), `a picture of ${columns} × ${rows}`);
    }
    await application.screenshot('thousand-seen');
  });

  test('names every broken file with its reason, and no other', { timeout: 120_000 }, async () => {
    await application.press('bottom.messages');
    await application.has('message.');
    await application.screenshot('thousand-messages');
    const messages = await application.page.evaluate(() =>
      [...document.querySelectorAll('#mirror [id^="mirror.message."][role="status"]')].map(({ textContent }) => textContent),
    );
    // What is whole but no picture for us, in an unknown syntax or without rows, has a card of its own in the list.
    const cards = new Set(await application.ids('object.'));
    const unnamed = [];
    for (const { path, rule, uid } of broken) {
      const name = `folder/${path}`;
      const told = messages.find((message) => message.includes(name) && !/^[\w-]/.test(message.slice(message.indexOf(name) + name.length)));
      if (told === undefined) {
        if (!/^(unknown-syntax|no-rows)/.test(path.split('/').at(-1)) || !cards.has(`object.${uid}`)) unnamed.push(`${path}: ${rule}`);
        continue;
      }
      assert.ok(told.replace(name, '').trim().length > 12, `no reason: ${told}`);
    }
    assert.deepEqual(unnamed, []);
    const names = broken.map(({ path }) => `folder/${path}`);
    for (const message of messages) {
      for (const [name] of message.matchAll(/folder\/[^\s:]+/g)) {
        assert.ok(names.some((path) => name === path || name.startsWith(`${path}/`)), `a whole file is named: ${message}`);
      }
    }
    await application.press('messages.close');
  });

  test('is closed: its memory goes back', { timeout: 120_000 }, async (context) => {
    context.diagnostic(`open: ${inWords(await memoryOf(browser, application.page))}`);
    await closeAll(application);
    await application.page.evaluate(forgetDecoding);
    const later = await memoryOf(browser, application.page);
    context.diagnostic(`closed: ${inWords(later)}`);
    assert.deepEqual(grown({ ...memoryBefore, renderer: memoryBefore.renderer + moduleKeeps }, later), []);
    await application.assertQuiet();
  });
});
