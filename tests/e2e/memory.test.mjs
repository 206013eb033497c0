/** What was opened and closed takes no memory any more. */
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { el, picture, plane, randomOf, rle } from './instances.mjs';
import { inWords, memoryOf } from './process_memory.mjs';

/** What may stay: 10 %. */
const growth = 1.1;

/** The GPU process takes and gives back memory in blocks of this many bytes; it may hold one more than before. */
const gpuBlock = 2 ** 23;

let server;
let browser;
let root;
before(async () => {
  server = await startServer();
  browser = await startBrowser(['--js-flags=--expose-gc']);
  root = await mkdtemp(join(tmpdir(), 'overread-memory-'));
});
after(async () => {
  await browser?.close();
  server?.stop();
  if (root !== undefined) await rm(root, { recursive: true });
});

/** A place in a study of its own. */
function place(study, number) {
  return {
    patient: { name: `Phantom^${study}`, id: `P${study}` },
    study: { uid: `1.2.3.${study}`, date: '20260101', description: 'Study' },
    series: { uid: `1.2.3.${study}.1`, number: 1, description: 'Series' },
    uid: `1.2.3.${study}.1.${number}`,
    modality: 'MR',
    number,
  };
}

function assertNoGrowth(before, later, what) {
  for (const part of ['renderer', 'gpu', 'heap']) {
    const allowed = before[part] * growth + (part === 'gpu' ? gpuBlock : 0);
    assert.ok(later[part] <= allowed, `${what}: ${part} was ${before[part]}, is ${later[part]}`);
  }
  // The last twenty announcements stay for screen readers, a paragraph and its text each.
  assert.ok(later.nodes <= before.nodes * growth + 40, `${what}: ${later.nodes} nodes, were ${before.nodes}`);
  assert.ok(later.workers <= before.workers, `${what}: ${later.workers} workers`);
}

/** Opens a folder, sees all of its frames decoded, closes every study; gives the memory while open and after. */
async function openAndClose(application, folder, studies) {
  const { page } = application;
  const choosing = page.waitForEvent('filechooser');
  await application.press((await application.ids('start.open-folder'))[0] ?? 'studies.open-folder');
  await (await choosing).setFiles(folder);
  await page.waitForFunction(
    (count) => document.querySelectorAll('#mirror [id^="mirror.study.close."]').length === count && document.querySelector('#mirror [id^="mirror.task."]') === null,
    studies,
    { polling: 200 },
  );
  for (const id of await application.ids('series.')) {
    await application.press(id);
    await page.waitForFunction(() => document.querySelector('#mirror [id="mirror.viewport.1.loading"]') === null, undefined, { polling: 100 });
    await page.waitForTimeout(300);
  }
  const open = await memoryOf(browser, page);
  for (const id of await application.ids('study.close.')) await application.press(id);
  await page.waitForFunction(() => document.querySelector('#mirror [id^="mirror.study."]') === null, undefined, { polling: 100 });
  return { open, closed: await memoryOf(browser, page) };
}

/**
 * Drops one file after another, waits until each is shown or refused, and closes its study if there is one. All of it in
 * the page: every question from outside takes longer than the thing itself.
 */
function dropAndClose(page, files, count) {
  return page.evaluate(
    async ({ list, turns }) => {
      const bytes = list.map((base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
      const find = (start) => document.querySelector(`#mirror [id^="mirror.${start}"]`);
      const messages = () => Number(find('bottom.messages')?.textContent.replace(/\D/g, '') ?? 0);
      const until = async (isSo) => {
        while (!isSo()) await new Promise((done) => setTimeout(done, 10));
      };
      for (let turn = 0; turn < turns; ++turn) {
        const told = messages();
        const data = new DataTransfer();
        data.items.add(new File([bytes[turn % bytes.length]], `turn-${turn}.dcm`));
        document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
        await until(() => messages() > told || (find('study.close.') && !find('viewport.1.loading')));
        await until(() => !find('task.'));
        find('study.close.')?.click();
        await until(() => !find('study.'));
      }
      return messages();
    },
    { list: files.map((bytes) => Buffer.from(bytes).toString('base64')), turns: count },
  );
}

describe('memory', () => {
  const random = randomOf(5);
  const large = { rows: 512, columns: 512 };

  test('comes back when the studies of a folder are closed', { timeout: 400_000 }, async (context) => {
    const folder = join(root, 'studies');
    for (let study = 1; study <= 4; ++study) {
      for (let number = 1; number <= 30; ++number) {
        const path = join(folder, `ST${study}`, `IM${number}`);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, picture(random, { ...place(study, number), ...large, more: plane(number) }).bytes);
      }
    }
    const application = await Application.open(browser, server.address);
    await application.has('start.open-folder');
    context.diagnostic(`fresh: ${inWords(await memoryOf(browser, application.page))}`);
    const turns = [];
    for (let turn = 1; turn <= 6; ++turn) {
      const { open, closed } = await openAndClose(application, folder, 4);
      context.diagnostic(`${turn}: open, ${inWords(open)}; closed, ${inWords(closed)}`);
      turns.push(closed);
    }
    // The first turns warm engines and pools. Studies that stay would add 190 MB in the last three.
    assertNoGrowth(turns[2], turns[5], 'opened and closed three more times');
    await application.assertQuiet();
    await application.close();
  });

  /** Fifty turns to get warm, then 150 more. */
  async function assertSteady(context, files, messagesPerTurn) {
    const application = await Application.open(browser, server.address, { width: 1000, height: 600 });
    await application.has('start.open-folder');
    await dropAndClose(application.page, files, 50);
    const before = await memoryOf(browser, application.page);
    context.diagnostic(`after 50: ${inWords(before)}`);
    const told = await dropAndClose(application.page, files, 150);
    const later = await memoryOf(browser, application.page);
    context.diagnostic(`after 200: ${inWords(later)}`);
    assert.equal(told, 200 * messagesPerTurn);
    assertNoGrowth(before, later, 'after 200 turns');
    await application.assertQuiet();
    await application.close();
  }

  test('does not grow when a study is opened and closed 200 times', { timeout: 400_000 }, async (context) => {
    await assertSteady(context, [picture(random, { ...place(1, 1), ...large }).bytes], 0);
  });

  test('does not grow when a file cannot be read or decoded 200 times', { timeout: 400_000 }, async (context) => {
    const whole = picture(random, { ...place(1, 1), ...large }).bytes;
    const packed = picture(random, { ...place(2, 1), ...large, syntax: rle }).bytes;
    const unpackable = packed.slice();
    // From the middle on the segments give no pixels: 128 says nothing, PS3.5 G.3.1.
    unpackable.fill(0x80, packed.length >> 1, packed.length - 8);
    await assertSteady(context, [whole.slice(0, whole.length - 1000), unpackable, whole.map(() => 7)], 1);
  });
});
