/** HTJ2K in the page: OpenJPH comes with the first such frame, from this origin, and decodes the frames after it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { element, file, smallCt, u16 } from '../web/dataset_bytes.mjs';
import { webRequire } from '../web/source.mjs';
import { Application, startBrowser, startServer } from './application.mjs';
import { watchDecoding } from './decoding.mjs';
import { fingerprint } from './instances.mjs';

const frames = 48;
const side = 64;
/** What an instance of OpenJPH begins with, which nothing else of a decode worker takes for frames as small. */
const openjphBytes = 50 * 1024 ** 2;

/** Frame `number` of a picture whose every frame is another. */
const samples = (number) => Uint8Array.from({ length: side * side }, (_, at) => ((at % side) * 3 + Math.floor(at / side) * number) % 256);

function codestream(encoders, pixels) {
  const encoder = new encoders.HTJ2KEncoder();
  encoder
    .getDecodedBuffer({ width: side, height: side, bitsPerSample: 8, componentCount: 1, isSigned: false, isUsingColorTransform: false })
    .set(pixels);
  encoder.setQuality(true, 0);
  encoder.encode();
  const stream = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return stream;
}

/** One fragment a frame, an empty offset table. PS3.5 A.4 */
function encapsulated(streams) {
  const item = (bytes) => {
    const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    head.writeUInt32LE(bytes.length + (bytes.length % 2), 4);
    return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
  };
  const pixels = Buffer.concat([item(Buffer.alloc(0)), ...streams.map(item), Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])]);
  const whole = element(0x7fe0, 0x0010, 'OB', pixels);
  whole.writeUInt32LE(0xffffffff, 8);
  return whole;
}

const cine = (streams) =>
  file(
    [
      element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.7.2'),
      element(0x0008, 0x0018, 'UI', '1.2.3.81'),
      element(0x0008, 0x0060, 'CS', 'OT'),
      element(0x0020, 0x000d, 'UI', '1.2.3.82'),
      element(0x0020, 0x000e, 'UI', '1.2.3.83'),
      element(0x0028, 0x0002, 'US', u16(1)),
      element(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
      element(0x0028, 0x0008, 'IS', String(streams.length)),
      element(0x0028, 0x0010, 'US', u16(side)),
      element(0x0028, 0x0011, 'US', u16(side)),
      element(0x0028, 0x0100, 'US', u16(8)),
      element(0x0028, 0x0101, 'US', u16(8)),
      element(0x0028, 0x0102, 'US', u16(7)),
      element(0x0028, 0x0103, 'US', u16(0)),
      encapsulated(streams),
    ],
    '1.2.840.10008.1.2.4.201',
  );

describe('HTJ2K in the page', () => {
  let server;
  let browser;
  let encoders;
  before(async () => {
    encoders = await webRequire('@cornerstonejs/codec-openjph/wasmjs')({ print() {}, printErr() {} });
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.stop();
  });

  /** Opens the application; gives it and the answers about OpenJPH's files so far. */
  async function open() {
    const application = await Application.open(browser, server.address, { prepare: watchDecoding });
    const fetched = [];
    application.page.context().on('response', (response) => {
      if (/openjph/.test(response.url())) fetched.push([new URL(response.url()).pathname.replace(/-[^/]*\./, '.'), response.status(), response.headers()['content-type']]);
    });
    return { application, fetched };
  }

  /** The fingerprints of what was decoded, when there are `count`. */
  async function decoded({ page }, count) {
    await page.waitForFunction((least) => globalThis.decoding.frames.size >= least, count, { timeout: 90_000, polling: 200 });
    return page.evaluate(() => [...globalThis.decoding.frames.keys()]);
  }

  const mostMemory = ({ page }) => page.evaluate(() => globalThis.decoding.memoryBytes);

  test('is decoded to what was written, by what comes with the first frame', { timeout: 300_000 }, async () => {
    const { application, fetched } = await open();
    await application.drop([{ name: 'small.dcm', bytes: smallCt() }]);
    await decoded(application, 1);
    assert.deepEqual(fetched, []);
    assert.ok((await mostMemory(application)) < openjphBytes);
    const written = Array.from({ length: frames }, (_, index) => samples(index + 1));
    await application.drop([{ name: 'cine.dcm', bytes: cine(written.map((pixels) => codestream(encoders, pixels))) }]);
    const expected = written.map(fingerprint);
    const seen = await decoded(application, 1 + frames);
    assert.deepEqual(expected.filter((hash) => !seen.includes(hash)), []);
    const answers = [...new Set(fetched.map(String))].sort();
    assert.deepEqual(answers, ['/assets/later/openjph.js,200,text/javascript; charset=utf-8', '/assets/later/openjph.wasm,200,application/wasm']);
    assert.ok((await mostMemory(application)) > openjphBytes, 'OpenJPH does not start');
    await application.assertQuiet();
    await application.close();
  });

  test('is decoded where OpenJPH cannot be fetched', { timeout: 300_000 }, async () => {
    const { application } = await open();
    await application.page.context().route(/openjph/, (route) => route.fulfill({ status: 404 }));
    const written = Array.from({ length: 8 }, (_, index) => samples(index + 1));
    await application.drop([{ name: 'cine.dcm', bytes: cine(written.map((pixels) => codestream(encoders, pixels))) }]);
    const seen = await decoded(application, 8);
    assert.deepEqual(written.map(fingerprint).filter((hash) => !seen.includes(hash)), []);
    await application.assertQuiet([/404/]);
    await application.close();
  });
});
