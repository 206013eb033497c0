// A chest CT of 300 slices handed over as files, to our application and to other viewers: how long until the first
// picture is painted and until all slices are decoded, and the most memory that this takes.
import { memoryMeter } from '../e2e/process_memory.mjs';
import { median } from './measure.mjs';
import { seriesFiles, sliceCount } from './series_files.mjs';
import { syntax, syntaxName } from './syntaxes.mjs';
import { inBrowser, startViewers } from './viewers.mjs';

const syntaxes = [syntax.uncompressed, syntax.jpegLs, syntax.jpeg2000Lossless, syntax.htj2kLosslessRpcl];
const patience = 180_000;
/** Memory does not depend on who else is at work: fewer rounds do. */
const memoryRounds = 3;
const sampleEveryMs = 15;
/** Gray levels: one interpolates between pixels, another does not. */
const grayTolerance = 3;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the files are decoded and one is painted; gives when. */
async function opened(page) {
  await page.waitForFunction(() => globalThis.opened.picture !== undefined && globalThis.opened.ready !== undefined, undefined, {
    timeout: patience,
    polling: 100,
  });
  return page.evaluate(() => globalThis.opened);
}

/** Another file before, so that everything is loaded and compiled that will be needed. */
async function warm({ application, hand }, files) {
  await hand([files.other]);
  await opened(application.page);
  await pause(500);
}

/** @throws when the viewer has read something else from the files than we wrote. */
async function assertSlices(viewer, page, files) {
  const middles = await page.evaluate(() => globalThis.viewer.middles());
  const wrong = files.middles.findIndex((value, place) => value !== middles[place]);
  if (middles.length === sliceCount && wrong < 0) return;
  throw new Error(`${viewer.name}: ${middles.length} slices; the middle of slice ${wrong} is ${middles[wrong]}, must be ${files.middles[wrong]}`);
}

/** The mean gray in the middle of the series, as it is seen. */
async function grayInTheMiddle({ application, viewport }) {
  // Our application opens a series in the middle.
  await application.page.evaluate((slice) => globalThis.viewer.show?.(slice), sliceCount / 2);
  await pause(1000);
  const { x, y, width, height } = await application.page.locator(viewport).boundingBox();
  const { mean } = await application.painted({ x: x + width / 2 - 20, y: y + height / 2 - 20, width: 40, height: 40 });
  return mean;
}

/** @throws when one shows another picture than the others. */
function assertSamePicture(viewers, grays) {
  if (Math.max(...grays) - Math.min(...grays) <= grayTolerance) return;
  throw new Error(`The middle of the series is not the same: ${viewers.map(({ name }, at) => `${name} ${grays[at].toFixed(1)}`).join(', ')}`);
}

/** @returns `picture` and `ready`, ms after the files came, and what is seen then. */
function timed(viewer, files) {
  return inBrowser(viewer, async (browser, view) => {
    await warm(view, files);
    await view.hand(files.paths);
    const times = await opened(view.application.page);
    await assertSlices(viewer, view.application.page, files);
    return { ...times, gray: await grayInTheMiddle(view) };
  });
}

/** @returns bytes of the `renderer` and the `gpu` process: `empty`, before any file, and at the `peak`. */
function sampled(viewer, files) {
  return inBrowser(viewer, async (browser, view) => {
    await pause(1000);
    const meter = await memoryMeter(browser);
    const empty = await meter();
    await warm(view, files);
    const peak = { renderer: 0, gpu: 0 };
    let isDone = false;
    const sampling = (async () => {
      while (!isDone) {
        const now = await meter();
        for (const process of ['renderer', 'gpu']) peak[process] = Math.max(peak[process], now[process]);
        await pause(sampleEveryMs);
      }
    })();
    await view.hand(files.paths);
    await opened(view.application.page).finally(() => (isDone = true));
    await sampling;
    return { empty, peak };
  });
}

/** Each viewer in turn, so that a machine that slows down slows all. */
async function inTurns(viewers, rounds, run) {
  const results = viewers.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, viewer] of viewers.entries()) results[at].push(await run(viewer));
  }
  return results;
}

const medianOf = (results, value) => median(results.map(value));

function rowOf(name, times, memory, { decodedBytes }) {
  const grown = (process) => medianOf(memory, ({ empty, peak }) => peak[process] - empty[process]);
  return {
    what: 'series',
    by: name,
    pictureMs: medianOf(times, ({ picture }) => picture),
    readyMs: medianOf(times, ({ ready }) => ready),
    rendererBytes: medianOf(memory, ({ peak }) => peak.renderer),
    rendererGrownBytes: grown('renderer'),
    gpuBytes: medianOf(memory, ({ peak }) => peak.gpu),
    gpuGrownBytes: grown('gpu'),
    ofDecoded: grown('renderer') / decodedBytes,
  };
}

const mb = (bytes) => (bytes / 1e6).toFixed(0).padStart(5);
const ratio = (value) => (value?.toFixed(2) ?? '').padStart(5);

const line = (row) =>
  [
    `series ${row.syntax.padEnd(22)} ${row.by.padEnd(18)}`,
    `picture ${row.pictureMs.toFixed(0).padStart(5)} ms ${ratio(row.pictureToBestPeer)},`,
    `all ${row.readyMs.toFixed(0).padStart(6)} ms ${ratio(row.readyToBestPeer)},`,
    `renderer ${mb(row.rendererBytes)} MB, ${mb(row.rendererGrownBytes)} over the empty one: ${ratio(row.ofDecoded)} of the pixels,`,
    `GPU process ${mb(row.gpuBytes)} MB, ${mb(row.gpuGrownBytes)}`,
  ].join(' ');

/** Adds the ratios of every viewer to the best of the others. */
function compare(rows) {
  const best = (member) => Math.min(...rows.slice(1).map((row) => row[member]));
  for (const row of rows) {
    row.pictureToBestPeer = row.pictureMs / best('pictureMs');
    row.readyToBestPeer = row.readyMs / best('readyMs');
  }
}

/** @param only  A part of the names of the transfer syntaxes that are wanted. */
export async function seriesBench(rows, core, { commandLine, inputs, rounds, only }) {
  const { viewers, stop } = await startViewers();
  try {
    for (const uid of syntaxes.filter((each) => `series ${syntaxName(each)}`.includes(only))) {
      const files = await seriesFiles(core, commandLine, inputs, uid);
      const able = viewers.filter((viewer) => viewer.syntaxes.includes(uid));
      const times = await inTurns(able, rounds, (viewer) => timed(viewer, files));
      assertSamePicture(able, times.map(([{ gray }]) => gray));
      const memory = await inTurns(able, Math.min(rounds, memoryRounds), (viewer) => sampled(viewer, files));
      const made = able.map(({ name }, at) => ({ syntax: syntaxName(uid), ...rowOf(name, times[at], memory[at], files) }));
      compare(made);
      for (const row of made) console.log(line(row));
      rows.push(...made);
    }
  } finally {
    stop();
  }
}
