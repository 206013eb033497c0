/** Pictures in JPEG XL, in the browser's own decoder. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { wrappedFrames } from './small_video.mjs';

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
const lossless = '1.2.840.10008.1.2.4.110';
const bytes = (text) => [...Buffer.from(text, 'base64')];
const [red, green, blue] = [[200, 30, 30], [30, 160, 40], [40, 60, 190]];
/** 64 × 32, lossless, by libjxl 0.7: red above blue. */
const flag = bytes('/wrHQUBxIQgCAQCMAEsoNCaucUDCdGnwEaj+P8YY/wIhAMDBEI1AmAKofUMIDLgc');
/** No code-stream of anything. */
const made = [0xff, 0x0a, 0x77, 0x00];
const broken = [0xff, 0x0a, 0x00, 0x10, 0x20, 0x30];

function wrapped(stream, { syntax = lossless, bits = 8 } = {}) {
  const sopClass = '1.2.840.10008.5.1.4.1.1.7';
  return wrappedFrames([Buffer.from(stream)], { uid: '1.2.3.72', syntax, frames: 1, bits, sopClass, modality: 'OT' });
}

/** The two pictures by which web/app/src/workers/jpeg_xl.ts tells a decoder; `error` is added to a green. */
function knownPictures(error) {
  const gray = Array.from({ length: 256 }, (_, index) => [index, index, index, 255]).flat();
  const color = Array.from({ length: 16 }, (_, index) => [(index * 37) % 256, (index * 91 + 50) % 256, (index * 151 + 200) % 256, 255]).flat();
  color[5] += error;
  const colors = '/woYEBCQyY0IAgEA9ABLKDQUXhwQBEiST/y2FXWew3McgW5xBhIE+Rr7lAcQR1rtErPZ0+z52u9zT4jiPYgYiLkyLLuLgEggAFIB';
  return [
    { codestream: bytes('/wpDQFC0CAgCAQBEAEsYi8PgMDFRNpYOEAMIBTIA'), columns: 16, rows: 16, rgba: gray },
    { codestream: bytes(colors), columns: 4, rows: 4, rgba: color },
  ];
}

/**
 * The decoder of a worker: pictures of this type are looked up by their code-streams, and others are broken.
 * @param pictures [{ codestream, columns, rows, rgba }], bytes as arrays.
 */
function standIn(pictures) {
  const decode = globalThis.createImageBitmap;
  globalThis.createImageBitmap = async (source, options) => {
    if (source.type !== 'image/jxl') return decode(source, options);
    const given = [...new Uint8Array(await source.arrayBuffer())];
    const found = pictures.find(({ codestream }) => codestream.length === given.length && codestream.every((byte, at) => byte === given[at]));
    if (found === undefined) throw new DOMException('broken', 'InvalidStateError');
    return decode(new ImageData(new Uint8ClampedArray(found.rgba), found.columns, found.rows), options);
  };
}

/** The application with a file open, in a browser that decodes these pictures; without any, in this one as it is. */
async function withFile(file, pictures) {
  const route = pictures === undefined ? undefined : [/decode_worker/, `(${standIn})(${JSON.stringify(pictures)});\n`];
  const application = await Application.open(browser, server.address, { route });
  await application.drop([{ name: 'picture.dcm', bytes: file }]);
  return application;
}

/** Waits for a color at a place of the first viewport, from its middle up, as a fraction of its height. */
async function waitForColor(application, up, color) {
  const place = await application.page.evaluate((fraction) => {
    const { x, y, width, height } = document.getElementById('mirror.viewport.1').getBoundingClientRect();
    return [Math.round(x + width / 2), Math.round(y + height * (0.5 - fraction))];
  }, up);
  const end = Date.now() + patience;
  let seen = await application.colorAt(...place);
  while (String(seen) !== String(color) && Date.now() < end) {
    await application.page.waitForTimeout(200);
    seen = await application.colorAt(...place);
  }
  assert.deepEqual(seen, color);
}

async function end(application) {
  await application.assertQuiet();
  await application.close();
}

/** Whether this browser knows the type at all. */
async function isKnown() {
  const page = await browser.newPage();
  const known = await page.evaluate(
    (stream) => createImageBitmap(new Blob([new Uint8Array(stream)], { type: 'image/jxl' })).then(() => true, () => false),
    flag,
  );
  await page.close();
  return known;
}

describe('a picture in JPEG XL', () => {
  test('is shown like any other by a browser that decodes it', { timeout: 400_000 }, async (context) => {
    if (!(await isKnown())) {
      context.skip('this Chromium has no decoder for JPEG XL');
      return;
    }
    const application = await withFile(wrapped(flag));
    await application.has('series.');
    await waitForColor(application, 0.1, red);
    await waitForColor(application, -0.1, blue);
    await end(application);
  });

  test('takes every value from the decoder', { timeout: 400_000 }, async () => {
    const own = { codestream: made, columns: 64, rows: 32, rgba: Array(64 * 32).fill([...green, 255]).flat() };
    const application = await withFile(wrapped(made, { syntax: '1.2.840.10008.1.2.4.112' }), [...knownPictures(0), own]);
    await application.has('series.');
    await waitForColor(application, 0, green);
    await end(application);
  });

  test('that is broken is refused by the name of its file', { timeout: 400_000 }, async () => {
    const application = await withFile(wrapped(broken), knownPictures(0));
    await application.press('bottom.messages');
    await application.waitForWords(/picture\.dcm.*cannot decode the JPEG XL of frame 1/s);
    await end(application);
  });

  const cards = [
    ['without a decoder', 8, [], /no decoder for it/],
    ['with a decoder that changes a value by one', 8, knownPictures(1), /no decoder for it/],
    ['of 12 bits', 12, knownPictures(0), /to 8 bits only, these pixels have more/],
  ];
  for (const [name, bits, pictures, words] of cards) {
    test(`${name} is a card that says so and saves the frame`, { timeout: 400_000 }, async () => {
      const application = await withFile(wrapped(flag, { bits }), pictures);
      await application.waitForWords(/JPEG XL Lossless/);
      await application.waitForWords(words);
      const [download] = await Promise.all([
        application.page.waitForEvent('download'),
        application.press('viewport.1.object.save-document'),
      ]);
      assert.equal(download.suggestedFilename(), 'ot-1.jxl');
      assert.deepEqual([...(await readFile(await download.path()))], flag);
      await end(application);
    });
  }
});
