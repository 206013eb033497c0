/** Videos, in the browser's own decoder. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { cut, elementaryStream, mp4, wrappedFrames } from './small_video.mjs';
import { smallCt } from '../web/dataset_bytes.mjs';

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

const patience = 60_000;
const h264 = '1.2.840.10008.1.2.4.102';
const uid = '1.2.3.71';
const [red, green, blue, gray] = [[200, 30, 30], [30, 160, 40], [40, 60, 190], [128, 128, 128]];
/** Two seconds: five frames of a red sky, then five of a green one, over blue. */
const pictures = Array.from({ length: 10 }, (_, index) => [index < 5 ? red : green, blue]);
const clip = mp4(pictures);
/** 4:2:0, video range and the screen's own rounding; the colors are much further apart. */
const tolerance = 8;

async function withFile(bytes, options) {
  const application = await Application.open(browser, server.address, options);
  await application.drop([{ name: 'clip.dcm', bytes }]);
  return application;
}

/** "Image 3 of 10" of the first viewport, as a number. */
async function frameNumber(application) {
  const words = await application.text('viewport.1');
  return Number(/(\d+)\D+(\d+)\s*$/.exec(words)[1]);
}

async function waitForFrame(application, number) {
  await application.page.waitForFunction(
    (wanted) => Number(/(\d+)\D+\d+\s*$/.exec(document.getElementById('mirror.viewport.1').textContent)?.[1]) === wanted,
    number,
    { timeout: patience, polling: 50 },
  );
}

/** The color of a place in the first viewport's picture, as fractions of the video. */
async function colorOfVideo(application, across, down) {
  const place = await application.page.evaluate(() => {
    const box = (id) => document.getElementById(`mirror.viewport.1${id}`).getBoundingClientRect();
    const [whole, controls] = [box(''), box('.video.play')];
    return { x: whole.x, y: whole.y, width: whole.width, height: controls.y - whole.y };
  });
  // Twice as wide as high, in the middle, as large as it fits; the controls have a margin of a few pixels.
  const scale = Math.min(place.width / 64, (place.height - 4) / 32);
  const x = Math.round(place.x + place.width / 2 + (across - 0.5) * 64 * scale);
  const y = Math.round(place.y + (place.height - 4) / 2 + (down - 0.5) * 32 * scale);
  return application.colorAt(x, y);
}

async function waitForColors(application, upper, lower) {
  const end = Date.now() + patience;
  let seen;
  const isNear = (color, wanted) => color.every((value, index) => Math.abs(value - wanted[index]) <= tolerance);
  do {
    // Off the middle, where the words of the corners are not.
    seen = [await colorOfVideo(application, 0.5, 0.3), await colorOfVideo(application, 0.5, 0.7)];
    if (isNear(seen[0], upper) && isNear(seen[1], lower)) return;
    await application.page.waitForTimeout(200);
  } while (Date.now() < end);
  assert.fail(`${JSON.stringify(seen)}, not ${JSON.stringify([upper, lower])}`);
}

async function saved(application, id) {
  const [download] = await Promise.all([application.page.waitForEvent('download'), application.press(id)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe('a video', () => {
  test('plays in its viewport, stops, is stepped through and saved', { timeout: 400_000 }, async () => {
    // Three fragments; the sample tables lie across two of them.
    const application = await withFile(wrappedFrames(cut(clip, 200, 900), { uid, syntax: h264, frames: 10 }));
    const { page } = application;
    await application.has('viewport.1.video.play');
    assert.match(await application.text(`object.${uid}`), /Video/);
    const seen = new Set();
    const end = Date.now() + patience;
    while (seen.size < 3 && Date.now() < end) {
      seen.add(await frameNumber(application));
      await page.waitForTimeout(100);
    }
    assert.ok(seen.size >= 3, `it does not play: frames ${[...seen]}`);

    await application.press('viewport.1.video.play');
    await page.waitForFunction(() => document.getElementById('mirror.viewport.1.video.play').getAttribute('aria-label') === 'Play', undefined, { timeout: patience });
    const stopped = await frameNumber(application);
    await page.waitForTimeout(600);
    assert.equal(await frameNumber(application), stopped);

    await page.evaluate(() => {
      const seek = document.getElementById('mirror.viewport.1.video.seek');
      seek.value = '0.5';
      seek.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await waitForFrame(application, 3);
    await waitForColors(application, red, blue);
    await application.screenshot('video');
    for (const number of [4, 5, 6]) {
      await application.press('viewport.1.video.forward');
      await waitForFrame(application, number);
    }
    await waitForColors(application, green, blue);
    await application.press('viewport.1.video.back');
    await waitForFrame(application, 5);
    await waitForColors(application, red, blue);
    await page.keyboard.press('End');
    await waitForFrame(application, 10);
    assert.match(await application.words(), /Phantom Small/);
    assert.match(await application.text('viewport.1.fidelity'), /Lossy/);

    const { name, bytes } = await saved(application, 'viewport.1.video.save');
    assert.equal(name, 'xc-1.mp4');
    assert.deepEqual(bytes, clip);

    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.getElementById('mirror.viewport.1.video.play').getAttribute('aria-label') === 'Pause', undefined, { timeout: patience });
    await application.assertQuiet();
    await application.close();
  });

  test('stands beside a picture, and is let go of with its study', { timeout: 400_000 }, async () => {
    const application = await Application.open(browser, server.address, {
      prepare: () => {
        globalThis.addresses = new Set();
        const { createObjectURL, revokeObjectURL } = URL;
        URL.createObjectURL = (blob) => {
          const address = createObjectURL.call(URL, blob);
          if (blob.type.startsWith('video/')) globalThis.addresses.add(address);
          return address;
        };
        URL.revokeObjectURL = (address) => {
          globalThis.addresses.delete(address);
          revokeObjectURL.call(URL, address);
        };
      },
    });
    const open = () => application.page.evaluate(() => globalThis.addresses.size);
    await application.drop([
      { name: 'ct.dcm', bytes: smallCt() },
      { name: 'clip.dcm', bytes: wrappedFrames([clip], { uid, syntax: h264, frames: 10 }) },
    ]);
    await application.has('series.');
    await application.has(`object.${uid}`);
    assert.equal(await open(), 0);
    await application.press('top.layout.columns');
    await application.has('viewport.2');
    await application.press(`object.${uid}`);
    await application.has('viewport.1.video.seek');
    assert.equal(await open(), 1);
    await application.press('study.close.1.2.3');
    await application.page.waitForFunction(() => globalThis.addresses.size === 0, undefined, { timeout: patience });
    await application.assertQuiet();
    await application.close();
  });

  test('that this browser cannot play is a card that says why and saves the stream', { timeout: 400_000 }, async () => {
    const mpeg2 = Buffer.concat([Buffer.from([0, 0, 1, 0xba]), Buffer.alloc(60, 0x44)]);
    const garbage = Buffer.concat([clip.subarray(0, 40), Buffer.alloc(400, 0xa5)]);
    const cards = [
      [mpeg2, '1.2.840.10008.1.2.4.100', /no decoder for it: MPEG2 Main Profile \/ Main Level/, 'xc-1.mpg'],
      [elementaryStream([[gray, gray]]), '1.2.840.10008.1.2.4.102.1', /no decoder for it: Fragmentable MPEG-4 AVC.*elementary stream/s, 'xc-1.h264'],
      [garbage, h264, /cannot play the video/, 'xc-1.mp4'],
    ];
    for (const [stream, syntax, words, name] of cards) {
      const even = stream.length % 2 === 0 ? stream : Buffer.concat([stream, Buffer.alloc(1)]);
      const application = await withFile(wrappedFrames([even], { uid, syntax, frames: 1 }));
      await application.waitForWords(words);
      assert.deepEqual(await application.ids('viewport.1.video'), []);
      if (stream === mpeg2) await application.screenshot('video-card');
      const file = await saved(application, 'viewport.1.object.save-document');
      assert.equal(file.name, name);
      assert.deepEqual(file.bytes, even);
      await application.assertQuiet();
      await application.close();
    }
  });

  test('whose fragments claim more than there is is told of with its numbers', { timeout: 400_000 }, async () => {
    const application = await withFile(wrappedFrames([clip], { uid, syntax: h264, frames: 10, excess: 1000 }));
    await application.waitForWords(/A fragment of Pixel Data \(7FE0,0010\) has length \d+, but only \d+ bytes are left/);
    assert.deepEqual(await application.ids('viewport.1.video'), []);
    await application.drop([{ name: 'ct.dcm', bytes: smallCt() }]);
    await application.has('series.');
    await application.assertQuiet();
    await application.close();
  });
});
