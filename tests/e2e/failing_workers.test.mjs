/** Decode workers that hang, trap or die: the file they were at is named, all others open. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { watchDecoding } from './decoding.mjs';
import { el, picture, plane, randomOf, rle } from './instances.mjs';

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/**
 * Before the worker's own code: a file called WHEN-WHAT-… makes it fail in the way of WHAT when it is asked to do WHEN.
 * As decoders do: a loop without end, a trap of WebAssembly inside a call, an error that nobody catches.
 */
function failing() {
  // (module (func (export "t") unreachable))
  const module = new WebAssembly.Module(Uint8Array.of(
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x74, 0, 0, 10, 5, 1, 3, 0, 0, 11,
  ));
  const { exports } = new WebAssembly.Instance(module);
  let failure;
  addEventListener('message', (event) => {
    const { op, file } = event.data;
    // The page hands over a handle, or the bytes, in whose first thousand the name is Image Comments.
    const told = file instanceof Uint8Array ? String.fromCharCode(...file.subarray(0, 1000)) : (file?.name ?? '');
    const [, when, what] = /(frame|read)-([a-z]+)/.exec(told) ?? [];
    failure = when === op ? what : undefined;
    if (failure === 'dies') {
      event.stopImmediatePropagation();
      throw new Error('the worker is gone');
    }
    while (failure === 'hangs') continue;
  });
  // What calls of the core begin with: those that read a header, and those that decode a frame.
  const stringify = JSON.stringify;
  JSON.stringify = (value, ...more) => {
    if (failure === 'traps' && (value?.fileBytes ?? value?.frameNumber) !== undefined) {
      // Once: who tries again in the same worker would have it.
      failure = undefined;
      exports.t();
    }
    return stringify(value, ...more);
  };
}

/** Before the page's own code: two workers, and what may take 30 s or more may take a quarter of it. */
function hasten() {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (run, delay, ...more) => setTimeout(run, delay >= 30_000 ? delay / 4 : delay, ...more);
}

/** The middle of the viewport. */
const middle = { x: 520, y: 240, width: 240, height: 280 };
const timeout = 400_000;
const patience = 120_000;

const timedOut = (seconds) => `A worker was ended: it took longer than ${seconds}000 ms`;
/** Files by their names, which say how they fail, and what is told of them. */
const failures = {
  'frame-hangs-1.dcm': timedOut(30),
  'frame-hangs-2.dcm': timedOut(30),
  'frame-traps-1.dcm': 'The core stopped while it read this input (open_file_frame)',
  'frame-traps-2.dcm': 'The core stopped while it read this input (open_file_frame)',
  'frame-dies.dcm': 'Uncaught Error: the worker is gone',
  'read-hangs.dcm': timedOut(60),
  'read-traps.dcm': 'The core stopped while it read this input (instance_header)',
  'read-traps-large.dcm': 'The core stopped while it read this input (instance_header)',
  'read-dies.dcm': 'Uncaught Error: the worker is gone',
};

function place(number, study = '1.2.3.80') {
  return {
    patient: { name: 'Phantom^Failing', id: 'F' },
    study: { uid: study, date: '20260101', description: 'Study' },
    series: { uid: `${study}.1`, number: 1, description: 'Series' },
    uid: `${study}.1.${number}`,
    modality: 'MR',
    number,
  };
}

describe('a decode worker that hangs, traps or dies', () => {
  const random = randomOf(80);
  const names = Object.keys(failures).flatMap((name, index) => [`whole-${index + 1}.dcm`, name]);
  // Those that are not even read come last in the series, or slices would be missing.
  const inOrder = [...names].sort((a, b) => a.startsWith('read') - b.startsWith('read'));
  const slices = names.map((name) => {
    const number = inOrder.indexOf(name) + 1;
    // More than 1 MiB: of such a file the beginning is read first.
    const size = name.endsWith('large.dcm') ? { rows: 1024, columns: 600 } : {};
    // What is not compressed is read and decoded in one.
    const syntax = name.startsWith('frame') ? { syntax: rle } : {};
    const more = { ...plane(number), '00204000': el('LT', name) };
    const { bytes, fingerprints } = picture(random, { ...place(number), ...size, ...syntax, more });
    return { name, bytes, fingerprint: fingerprints[0] };
  });
  const whole = slices.filter(({ name }) => name.startsWith('whole'));
  let application;
  before(async () => {
    application = await Application.open(browser, server.address, {
      prepare: { content: `(${watchDecoding})();(${hasten})();` },
      route: [/decode_worker/, `(${failing})();\n`],
    });
  });
  after(() => application?.close());

  test('is replaced, and every file that is whole is read and decoded', { timeout }, async () => {
    const { page } = application;
    await application.drop(slices);
    await page.waitForFunction((count) => decoding.ended >= count, Object.keys(failures).length, { timeout: patience, polling: 200 });
    await page.waitForFunction((count) => decoding.frames.size >= count, whole.length, { timeout: patience, polling: 200 });
    const { frames, workers, ended } = await page.evaluate(() => ({ ...decoding, frames: [...decoding.frames.keys()] }));
    assert.deepEqual(frames.sort(), whole.map(({ fingerprint }) => fingerprint).sort());
    assert.ok(workers <= 2, `${workers} workers`);
    assert.equal(ended, Object.keys(failures).length);
  });

  test('leaves its file named with the reason, and no other', { timeout }, async () => {
    const { page } = application;
    await page.waitForFunction(() => document.querySelector('#mirror [id^="mirror.task."]') === null, undefined, { timeout: patience });
    await application.press('bottom.messages');
    await application.has('message.');
    const messages = await page.evaluate(() =>
      [...document.querySelectorAll('#mirror [id^="mirror.message."][role="status"]')].map(({ textContent }) => textContent),
    );
    assert.deepEqual(messages.sort(), Object.entries(failures).map(([name, reason]) => `${name}: ${reason}`).sort());
    await application.screenshot('failing-workers');
    await application.press('messages.close');
  });

  test('leaves a series that is scrolled, and says in the picture what is missing', { timeout }, async () => {
    const { page } = application;
    await page.keyboard.press('Home');
    await application.waitForWords(/Image 1 of 14/);
    await application.waitForPicture(middle);
    await page.keyboard.press('ArrowDown');
    assert.equal(await application.text('viewport.1.error'), `frame-hangs-1.dcm: ${failures['frame-hangs-1.dcm']}`);
    await page.keyboard.press('ArrowDown');
    await application.waitForWords(/Image 3 of 14/);
    await application.waitForPicture(middle);
    assert.deepEqual(await application.ids('viewport.1.error'), []);
  });

  test('leaves the next study to open as ever', { timeout }, async () => {
    const { bytes, fingerprints } = picture(random, place(1, '1.2.3.81'));
    await application.drop([{ name: 'next.dcm', bytes }]);
    await application.press('study.1.2.3.81');
    await application.page.waitForFunction((fingerprint) => decoding.frames.has(fingerprint), fingerprints[0], { timeout: patience });
    await application.assertQuiet();
  });
});
