/** Memory of a browser's processes, as Linux counts it: what a process shares with no other. */
import { readFile } from 'node:fs/promises';

/** What may stay: 10 %. */
const growth = 1.1;

/** The GPU process takes and gives back memory in blocks of this many bytes; it may hold one more than before. */
const gpuBlock = 2 ** 23;

async function privateBytes(process) {
  const rollup = await readFile(`/proc/${process}/smaps_rollup`, 'utf8');
  const kilobytes = [...rollup.matchAll(/^(?:Private_Clean|Private_Dirty|SwapPss):\s+(\d+) kB$/gm)];
  return kilobytes.reduce((sum, [, count]) => sum + 1024 * Number(count), 0);
}

/**
 * Tells how much memory a browser's processes take, whenever it is asked.
 *
 * @returns a function that gives bytes: `renderer`, the page's process with its workers and modules; `gpu`, where
 *     WebGL keeps textures.
 */
export async function memoryMeter(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizeOf = (id) =>
    privateBytes(id).catch((error) => {
      // It has ended meanwhile.
      if (['ENOENT', 'ESRCH'].includes(error.code)) return 0;
      throw error;
    });
  const of = async (kind) => {
    const sizes = await Promise.all(processInfo.filter(({ type }) => type === kind).map(({ id }) => sizeOf(id)));
    // Chromium keeps an empty process in reserve.
    return Math.max(0, ...sizes);
  };
  return async () => ({ renderer: await of('renderer'), gpu: await of('GPU') });
}

/** Lets go of all garbage: of the page, of its workers, and what Blink keeps for another time. */
async function collect(page) {
  const session = await page.context().newCDPSession(page);
  for (let turn = 0; turn < 3; ++turn) {
    await session.send('HeapProfiler.collectGarbage');
    // The browser has to be started with --js-flags=--expose-gc.
    await Promise.all(page.workers().map((worker) => worker.evaluate(() => globalThis.gc()).catch(() => undefined)));
    await page.waitForTimeout(300);
  }
  await session.send('Memory.simulatePressureNotification', { level: 'critical' });
  await page.waitForTimeout(700);
  await session.detach();
}

/**
 * Memory after a collection, in bytes.
 *
 * @returns what the meter says, `heap`: the page's JavaScript objects, and `nodes` of documents, counted.
 */
export async function memoryOf(browser, page) {
  await collect(page);
  const { renderer, gpu } = await (await memoryMeter(browser))();
  const pageSession = await page.context().newCDPSession(page);
  const { usedSize } = await pageSession.send('Runtime.getHeapUsage');
  const { nodes } = await pageSession.send('Memory.getDOMCounters');
  await pageSession.detach();
  return { renderer, gpu, heap: usedSize, nodes, workers: page.workers().length };
}

/** For a report: megabytes. */
export function inWords({ renderer, gpu, heap, nodes, workers }) {
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  return `renderer ${mb(renderer)}, GPU process ${mb(gpu)}, page's heap ${mb(heap)}, ${nodes} nodes, ${workers} workers`;
}

/** The parts of a reading that grew by more than may stay, in words. */
export function grown(before, later) {
  const allowed = {
    renderer: before.renderer * growth,
    gpu: before.gpu * growth + gpuBlock,
    heap: before.heap * growth,
    // The last twenty announcements stay for screen readers, a paragraph and its text each.
    nodes: before.nodes * growth + 40,
    workers: before.workers,
  };
  return Object.keys(allowed).flatMap((part) => (later[part] <= allowed[part] ? [] : [`${part} was ${before[part]}, is ${later[part]}`]));
}
