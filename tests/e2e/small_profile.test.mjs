/** A device with little memory: a series that is larger than all its frames may be is seen from end to end within 600 MB. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { watchDecoding } from './decoding.mjs';
import { el, explicitLittle, gray12, identity, plane, written } from './instances.mjs';
import { memoryMeter } from './process_memory.mjs';

const patience = 30_000;
const slices = 700;
/** Slices to a turn of the wheel: those between are decoded ahead. After 87 turns it is slice 349, after 175 the last. */
const stride = 4;
const [rows, columns] = [512, 512];
const budgetBytes = 6e8;

let server;
let browser;
let folder;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), 'overread-small-'));
});
after(async () => {
  await browser?.close();
  server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

/** The left half of slice n holds 5n, the right half 4095 - 5n, in a window of all 12 bits. */
function slice(number) {
  const line = new Uint16Array(columns);
  line.fill(5 * number, 0, columns / 2);
  line.fill(4095 - 5 * number, columns / 2);
  const pixels = new Uint16Array(rows * columns);
  for (let row = 0; row < rows; ++row) pixels.set(line, row * columns);
  return written(
    {
      ...identity({
        patient: { name: 'Phantom^Large', id: 'S' },
        study: { uid: '1.2.3.93', date: '20260101', description: 'Study' },
        series: { uid: '1.2.3.93.1', number: 1, description: 'Series' },
        uid: `1.2.3.93.1.${number}`,
        modality: 'MR',
        number,
      }),
      ...plane(number),
      ...gray12(rows, columns, pixels),
    },
    explicitLittle,
    'core',
  );
}

/** PS3.3 C.11.2.1.2.1: ((x - 2047.5) / 4095 + 0.5) · 255 is x · 255 / 4095. */
const grays = (number) => [5 * number, 4095 - 5 * number].map((value) => Math.round((value * 255) / 4095));

/** In the middles of the halves of the picture. */
const places = [[400, 410], [760, 410]];

/** Before the page's own code: what Chromium says on a device with 2 GB, which has two workers. */
function pretendSmall() {
  Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 2 });
}

/** Turns the wheel by notches, a slice each, and waits until the slice is painted. */
async function turn(notches) {
  const before = Number(document.documentElement.dataset.paints);
  document.getElementById('canvas').dispatchEvent(new WheelEvent('wheel', { deltaY: 100 * notches, cancelable: true }));
  const isPainted = () => Number(document.documentElement.dataset.paints) > before && document.getElementById('mirror.viewport.1.loading') === null;
  while (!isPainted()) await new Promise((done) => setTimeout(done, 1));
}

describe('on a device with 2 GB', () => {
  test(`${slices} slices, more than twice the frames' share, are seen within ${budgetBytes / 1e6} MB`, { timeout: 400_000 }, async (context) => {
    await mkdir(join(folder, 'large'));
    for (let number = 1; number <= slices; ++number) await writeFile(join(folder, 'large', `IM${number}`), slice(number));

    const application = await Application.open(browser, server.address, { prepare: `(${pretendSmall})();(${watchDecoding})();` });
    const { page } = application;
    const meter = await memoryMeter(browser);
    let most = 0;
    const measure = async () => {
      most = Math.max(most, (await meter()).renderer);
    };
    /** Waits until a slice is painted. */
    const see = async (number) => {
      const wanted = grays(number);
      const end = Date.now() + patience;
      for (;;) {
        const seen = await application.colorsAt(places);
        if (seen.every((color, index) => color.every((value) => Math.abs(value - wanted[index]) <= 1))) return;
        if (Date.now() > end) assert.deepEqual(seen.map(([gray]) => gray), wanted);
        await measure();
      }
    };

    await application.has('start.open-folder');
    await application.chooseFolder(join(folder, 'large'));
    await application.waitForWords(new RegExp(`${slices} images`));
    await measure();

    await page.keyboard.press('Home');
    await see(1);
    await page.mouse.move(580, 400);
    for (let turns = 1; turns <= 175; ++turns) {
      await page.evaluate(turn, stride);
      if (turns % 5 === 0) await measure();
      if (turns === 87) await see(349);
    }
    await see(slices);
    await application.screenshot('small-profile');
    assert.ok((await page.evaluate(() => decoding.frames.size)) >= 600, 'nearly all were decoded');
    // What was let go of is decoded again.
    await page.keyboard.press('Home');
    await see(1);
    await measure();
    context.diagnostic(`the most that the renderer process had: ${(most / 1e6).toFixed(1)} MB`);
    assert.ok(most < budgetBytes, `${most} bytes`);
    assert.match(await application.words(), /\/ 600\s*MB/);
    await application.assertQuiet();
    await application.close();
  });
});
