/** What was opened and closed takes no memory any more. */
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { el, picture, plane, randomOf, rle } from './instances.mjs';
import { grown, inWords, memoryOf } from './process_memory.mjs';

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

/**
 * Takes readings until memory stayed within the allowed growth from one of them to the third after it. What leaks
 * grows from each to each; engines warm up and pools take a block once, at any time.
 *
 * @param read gives the next reading
 * @param count of readings at most
 */
async function assertStaysSteady(context, read, count) {
  const readings = [];
  for (;;) {
    readings.push(await read());
    context.diagnostic(`${readings.length}: ${inWords(readings.at(-1))}`);
    if (readings.length < 4) continue;
    const parts = grown(readings.at(-4), readings.at(-1));
    if (parts.length === 0) return;
    assert.ok(readings.length < count, `still growing at reading ${count}: ${parts.join('; ')}`);
  }
}

/** Opens a folder, sees all of its frames decoded, closes every study; gives the memory after. */
async function openAndClose(application, folder, studies) {
  const { page } = application;
  await application.chooseFolder(folder);
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
  for (const id of await application.ids('study.close.')) await application.press(id);
  await page.waitForFunction(() => document.querySelector('#mirror [id^="mirror.study."]') === null, undefined, { polling: 100 });
  return memoryOf(browser, page);
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
    // The first two turns warm engines and pools. Studies that stay would add 190 MB in three.
    for (let turn = 0; turn < 2; ++turn) await openAndClose(application, folder, 4);
    await assertStaysSteady(context, () => openAndClose(application, folder, 4), 7);
    await application.assertQuiet();
    await application.close();
  });

  /** Readings after fifty turns each: the first fifty warm up, the next 150 must not add, and if they do, the 150 after. */
  async function assertSteady(context, files, messagesPerTurn) {
    const application = await Application.open(browser, server.address, { width: 1000, height: 600 });
    await application.has('start.open-folder');
    let turns = 0;
    const fiftyTurns = async () => {
      const told = await dropAndClose(application.page, files, 50);
      turns += 50;
      assert.equal(told, turns * messagesPerTurn);
      return memoryOf(browser, application.page);
    };
    await assertStaysSteady(context, fiftyTurns, 8);
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
