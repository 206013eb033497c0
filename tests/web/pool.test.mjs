import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { smallCt } from './dataset_bytes.mjs';
import { corePackage } from './places.mjs';

const poolAddress = new URL('pool.js', corePackage);
const { CoreError, createPool } = await import(poolAddress);
const { CoreError: sameError } = await import(corePackage);

const stored = [0, 1000, 1040, 840, 1240, 2000];

async function codeOf(promise) {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof CoreError, `${error} is no CoreError`);
    return error.code;
  }
  return 'no error';
}

describe('a pool', () => {
  let pool;
  before(() => {
    pool = createPool({ size: 2 });
  });
  after(() => pool.close());

  test('decodes and renders, and leaves the bytes with the caller', async () => {
    const bytes = smallCt();
    const [frame, rendered] = await Promise.all([
      pool.decodeFrame(bytes),
      pool.renderFrame(bytes, 1, { window: { center: 0, width: 2000 }, invert: true }),
    ]);
    assert.deepEqual([...frame.pixels], stored);
    assert.ok(frame.pixels instanceof Int16Array);
    // As in core_package.test.mjs: HU 40 becomes 255 − 132.67.
    assert.equal(rendered.pixels[4 * 2], 122);
    assert.deepEqual(rendered.window, { center: 0, width: 2000 });
    assert.deepEqual(bytes, smallCt());
  });

  test('sends the part of a buffer that is the file', async () => {
    const bytes = smallCt();
    const large = new Uint8Array(bytes.length + 1000);
    large.set(bytes, 1000);
    assert.deepEqual([...(await pool.decodeFrame(large.subarray(1000))).pixels], stored);
    assert.deepEqual([...(await pool.decodeFrame(Buffer.from(bytes))).pixels], stored);
  });

  test('takes the buffer where it is told to', async () => {
    const bytes = smallCt();
    await pool.decodeFrame(bytes, 1, { transfer: true });
    assert.equal(bytes.length, 0);
    assert.equal(await codeOf(pool.decodeFrame(bytes, 1, { transfer: true })), 'invalid-argument');
  });

  test('answers each of many calls with its own frame', async () => {
    const files = Array.from({ length: 40 }, (_, index) => smallCt([index, 1, 2, 3, 4, 5]));
    const frames = await Promise.all(files.map((bytes) => pool.decodeFrame(bytes)));
    assert.deepEqual(frames.map(({ pixels }) => pixels[0]), [...files.keys()]);
  });

  test("rejects with the core's errors, and goes on", async () => {
    assert.equal(sameError, CoreError);
    assert.equal(await codeOf(pool.decodeFrame(new Uint8Array(200))), 'not-dicom');
    assert.equal(await codeOf(pool.decodeFrame(smallCt(), 2)), 'invalid-argument');
    await assert.rejects(pool.renderFrame(smallCt(), 9), /renderFrame: Frame 9 is asked for/);
    assert.deepEqual([...(await pool.decodeFrame(smallCt())).pixels], stored);
  });

  test('drops what is aborted: before, while it waits, while it runs', async () => {
    const reason = new Error('scrolled past');
    await assert.rejects(pool.decodeFrame(smallCt(), 1, { signal: AbortSignal.abort(reason) }), reason);
    const controller = new AbortController();
    const aborted = Array.from({ length: 20 }, () => pool.decodeFrame(smallCt(), 1, { signal: controller.signal }));
    const kept = pool.decodeFrame(smallCt());
    controller.abort(reason);
    const settled = await Promise.allSettled(aborted);
    assert.deepEqual(settled.map((result) => result.reason), aborted.map(() => reason));
    assert.deepEqual([...(await kept).pixels], stored);
  });
});

describe('a worker that fails', () => {
  const timeLimitMs = 1500;
  let pool;
  let started = 0;
  before(() => {
    pool = createPool({
      size: 1,
      timeLimitMs,
      createWorker() {
        started += 1;
        return new Worker(new URL('pool_worker_that_fails.mjs', import.meta.url));
      },
    });
  });
  after(() => pool.close());

  const failures = [
    { frameNumber: 13, what: 'traps', code: 'internal', message: /^decodeFrame: The core stopped/ },
    { frameNumber: 14, what: 'takes too long', code: 'timed-out', message: /^decodeFrame: .* longer than 1500 ms/ },
    { frameNumber: 15, what: 'dies', code: 'worker-failed', message: /^decodeFrame: A worker ended with code 3/ },
  ];
  for (const { frameNumber, what, code, message } of failures) {
    test(`is replaced when it ${what}; the call says so, the queue lives on`, async () => {
      await pool.decodeFrame(smallCt());
      const before = started;
      const failing = pool.decodeFrame(smallCt(), frameNumber);
      const waiting = [pool.decodeFrame(smallCt()), pool.renderFrame(smallCt())];
      await assert.rejects(failing, { name: 'CoreError', code, message });
      const [frame, rendered] = await Promise.all(waiting);
      assert.deepEqual([...frame.pixels], stored);
      assert.equal(rendered.columns, 3);
      assert.equal(started, before + 1);
    });
  }

  test('fails one call where it never starts', async () => {
    const broken = createPool({ size: 1, wasmBinary: new Uint8Array([0, 97, 115, 109]) });
    assert.equal(await codeOf(broken.decodeFrame(smallCt())), 'worker-failed');
    assert.equal(await codeOf(broken.decodeFrame(smallCt())), 'worker-failed');
    broken.close();
    const none = createPool({
      createWorker() {
        throw new Error('no workers today');
      },
    });
    await assert.rejects(none.decodeFrame(smallCt()), { code: 'worker-failed', message: /no workers today/ });
    none.close();
  });
});

describe('the life of a pool', () => {
  test('close() rejects what waits, what runs and what comes', async () => {
    const pool = createPool({ size: 1 });
    const calls = [pool.decodeFrame(smallCt()), pool.decodeFrame(smallCt())].map(codeOf);
    pool.close();
    assert.deepEqual(await Promise.all(calls), ['closed', 'closed']);
    assert.equal(await codeOf(pool.decodeFrame(smallCt())), 'closed');
  });

  test('idle workers keep no process alive, working ones do', () => {
    const program = `
      import { createPool } from ${JSON.stringify(poolAddress)};
      import { smallCt } from ${JSON.stringify(new URL('dataset_bytes.mjs', import.meta.url))};
      const pool = createPool({ size: 2 });
      pool.decodeFrame(smallCt()).then(({ pixels }) => console.log(pixels.join()));`;
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.equal(status, 0);
    assert.equal(stdout.trim(), stored.join());
  });

  test('refuses a size and a limit that are none', () => {
    for (const options of [{ size: 0 }, { size: 1.5 }, { size: NaN }, { timeLimitMs: 0 }, { timeLimitMs: NaN }]) {
      assert.throws(() => createPool(options), { code: 'invalid-argument' });
    }
    const pool = createPool();
    assert.ok(pool.size >= 1 && pool.size <= 4);
    pool.close();
  });
});
