/** HTJ2K by OpenJPH beside the core and by OpenJPEG in it: the same samples, and damage told as damage. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { smallCt } from './dataset_bytes.mjs';
import { corePackage } from './places.mjs';
import { webRequire } from './source.mjs';

const { loadCore } = await import(corePackage);
const { Htj2kDecoder } = await import(new URL('htj2k_decoder.js', corePackage));
const createOpenjph = webRequire('@cornerstonejs/codec-openjph/wasmjs');

const lossless = '1.2.840.10008.1.2.4.201';

function arrayOf({ bits, isSigned }) {
  if (bits <= 8) return Uint8Array;
  return isSigned ? Int16Array : Uint16Array;
}

/** Samples by a formula that uses the whole range, [row][column][sample]. */
function picture(image) {
  const { rows, columns, samples, bits, isSigned } = image;
  const least = isSigned ? -(2 ** (bits - 1)) : 0;
  return arrayOf(image).from({ length: rows * columns * samples }, (_, at) => {
    const pixel = Math.floor(at / samples);
    const [y, x] = [Math.floor(pixel / columns), pixel % columns];
    return least + ((x * x * 7 + y * 13 + (at % samples) * 91 + ((x * y) % 11) * 5) % 2 ** bits);
  });
}

let encoders;

/** Written by OpenJPH's encoder. */
function codestream(image, pixels) {
  const encoder = new encoders.HTJ2KEncoder();
  const room = encoder.getDecodedBuffer({
    width: image.columns,
    height: image.rows,
    bitsPerSample: image.bits,
    componentCount: image.samples,
    isSigned: image.isSigned,
    isUsingColorTransform: image.samples === 3 && !image.isPlainRgb,
  });
  room.set(new Uint8Array(pixels.buffer));
  encoder.setQuality(!image.isLossy, image.isLossy ? 0.01 : 0);
  encoder.setProgressionOrder(image.order ?? 2);
  encoder.setDecompositions(image.levels ?? 5);
  encoder.setTLMMarker(image.isRpcl === true);
  if (image.tile !== undefined) encoder.setTileSize({ width: image.tile[0], height: image.tile[1] });
  if (image.block !== undefined) encoder.setBlockDimensions({ width: image.block, height: image.block });
  encoder.encode();
  const stream = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return stream;
}

function fileOf(core, image, stream) {
  const { meta, dict } = core.readDataset(smallCt());
  const number = (value) => ({ vr: 'US', Value: [value] });
  const padded = new Uint8Array(stream.length + (stream.length % 2));
  padded.set(stream);
  meta['00020010'] = { vr: 'UI', Value: [lossless] };
  Object.assign(dict, {
    '00280002': number(image.samples),
    '00280004': { vr: 'CS', Value: [image.samples === 3 ? 'RGB' : 'MONOCHROME2'] },
    '00280010': number(image.rows),
    '00280011': number(image.columns),
    '00280100': number(image.bits <= 8 ? 8 : 16),
    '00280101': number(image.bits),
    '00280102': number(image.bits - 1),
    '00280103': number(image.isSigned ? 1 : 0),
    '7FE00010': { vr: 'OB', Value: [padded.buffer] },
  });
  if (image.samples === 3) dict['00280006'] = number(0);
  return core.writeDataset({ meta, dict });
}

const sizes = [[1, 1], [1, 17], [13, 19], [64, 64], [131, 70]];
const gray = [2, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16].flatMap((bits) =>
  [false, true].filter((isSigned) => !isSigned || bits > 8).map((isSigned) => ({ samples: 1, bits, isSigned })));
const color = [{ samples: 3, bits: 8, isSigned: false }];
const forms = [{}, { order: 0 }, { order: 4, block: 32 }, { tile: [20, 30] }, { isRpcl: true, levels: 3 }, { levels: 1 }];
const images = [...gray, ...color].flatMap((kind) =>
  sizes.flatMap(([rows, columns]) => forms.map((form) => ({ rows, columns, ...kind, ...form }))));

const headerOf = ({ rows, columns, samples, bits, isSigned }) => ({ rows, columns, samplesPerPixel: samples, bits, isSigned });

/** Every byte of the packets something else, by a fixed rule; the markers stay. */
function withGarbage(stream) {
  const data = stream.findIndex((byte, at) => byte === 0xff && stream[at + 1] === 0x93) + 2;
  return stream.map((byte, at) => (at < data || at >= stream.length - 2 ? byte : (at * 37 + (at >> 3) * 11) % 251));
}

describe('HTJ2K', () => {
  let folder;
  let beside;
  let alone;
  before(async () => {
    encoders = await createOpenjph({ print() {}, printErr() {} });
    beside = await loadCore();
    assert.equal(await beside.prepareHtj2k(), true);
    // The same package where OpenJPH was not put.
    folder = await mkdtemp(join(tmpdir(), 'overread-htj2k-'));
    await cp(fileURLToPath(new URL('.', corePackage)), folder, { recursive: true });
    await rm(join(folder, 'openjph.wasm'));
    alone = await (await import(pathToFileURL(join(folder, 'index.js')))).loadCore();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test(`gives back what was written by both ways: ${images.length} streams`, async () => {
    const decoder = new Htj2kDecoder();
    await decoder.load();
    const wrong = [];
    for (const image of images) {
      const written = picture(image);
      const stream = codestream(image, written);
      const direct = new Uint8Array(written.byteLength);
      const answer = decoder.decode(stream, direct, headerOf(image));
      if (answer !== 0 || Buffer.compare(direct, Buffer.from(written.buffer)) !== 0) {
        wrong.push(`OpenJPH, answer ${answer}: ${JSON.stringify(image)}`);
      }
      const file = fileOf(beside, image, stream);
      for (const [name, core] of Object.entries({ beside, alone })) {
        const { pixels } = core.decodeFrame(file);
        if (Buffer.compare(Buffer.from(pixels.buffer), Buffer.from(written.buffer)) !== 0) {
          wrong.push(`${name}: ${JSON.stringify(image)}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });

  test('goes to OpenJPEG where OpenJPH is not there', async () => {
    assert.equal(await alone.prepareHtj2k(), false);
    const image = { rows: 13, columns: 19, samples: 1, bits: 12, isSigned: false };
    const file = fileOf(alone, image, codestream(image, picture(image)));
    assert.deepEqual(alone.decodeFrame(file).pixels, picture(image));
  });

  test('gives the samples of OpenJPEG for lossy streams: the two round differently', () => {
    for (const kind of [{ samples: 1, bits: 16, isSigned: true }, { samples: 3, bits: 8, isSigned: false }]) {
      const image = { rows: 64, columns: 64, isLossy: true, ...kind };
      const file = fileOf(beside, image, codestream(image, picture(image)));
      assert.deepEqual(beside.decodeFrame(file).pixels, alone.decodeFrame(file).pixels);
    }
  });

  test('tells damage as an error of that frame, and decodes the next', () => {
    const image = { rows: 64, columns: 64, samples: 1, bits: 16, isSigned: false };
    const written = picture(image);
    const stream = codestream(image, written);
    const whole = fileOf(beside, image, stream);
    const broken = {
      garbage: withGarbage(stream),
      'cut in the middle': stream.slice(0, stream.length >> 1),
      'cut by its end': stream.slice(0, -2),
      'cut and ended': Uint8Array.from([...stream.slice(0, stream.length >> 1), 0xff, 0xd9]),
    };
    for (const [name, damaged] of Object.entries(broken)) {
      const file = fileOf(beside, image, damaged);
      for (const core of [beside, alone]) {
        assert.throws(() => core.decodeFrame(file), { name: 'CoreError', code: 'decode-failed', message: /code-stream is broken/ }, name);
        assert.deepEqual(core.decodeFrame(whole).pixels, written, `after ${name}`);
      }
    }
  });

  test('takes a trap in OpenJPH for damage, and a fresh instance for the next frame', async () => {
    const image = { rows: 64, columns: 64, samples: 1, bits: 16, isSigned: false };
    const stream = codestream(image, picture(image));
    const decoder = new Htj2kDecoder();
    await decoder.load();
    const pixels = new Uint8Array(picture(image).byteLength);
    const trapping = {
      length: pixels.length,
      set() {
        throw new WebAssembly.RuntimeError('unreachable');
      },
    };
    assert.equal(decoder.decode(stream, trapping, headerOf(image)), 2);
    assert.equal(decoder.memoryBytes, 0);
    assert.equal(decoder.decode(stream, pixels, headerOf(image)), 0);
    assert.deepEqual(new Uint16Array(pixels.buffer), picture(image));
  });

  test('is not read by OpenJPH where its header is not what the core read', async () => {
    const image = { rows: 13, columns: 19, samples: 1, bits: 12, isSigned: false };
    const stream = codestream(image, picture(image));
    const decoder = new Htj2kDecoder();
    const pixels = new Uint8Array(13 * 19 * 2);
    // Not there yet: the first frame asks for it.
    assert.equal(decoder.decode(stream, pixels, headerOf(image)), 1);
    assert.equal(await decoder.load(), true);
    for (const other of [{ rows: 14 }, { columns: 18 }, { samples: 3 }, { bits: 11 }, { isSigned: true }]) {
      assert.equal(decoder.decode(stream, pixels, headerOf({ ...image, ...other })), 1, JSON.stringify(other));
    }
    assert.equal(decoder.decode(stream.slice(0, 40), pixels, headerOf(image)), 1);
    assert.equal(decoder.decode(stream, pixels, headerOf(image)), 0);
  });
});
