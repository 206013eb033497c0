import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { diffusionMap, element, file, smallCt, u16 } from './dataset_bytes.mjs';
import { corePackage, dcmjs } from './places.mjs';

const { CoreError, loadCore } = await import(corePackage);
const { DicomMessage } = dcmjs;

let core;
before(async () => {
  core = await loadCore();
});

function codeOf(work) {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof CoreError, `${error} is no CoreError`);
    return error.code;
  }
  return 'no error';
}

describe('overread-core', () => {
  test('has a version', () => {
    assert.match(core.version, /^\d+\.\d+\.\d+$/);
  });

  test('decodes stored values of a signed frame, row by row', () => {
    const frame = core.decodeFrame(smallCt());
    assert.deepEqual(
      { ...frame, pixels: [...frame.pixels] },
      {
        rows: 2,
        columns: 3,
        samplesPerPixel: 1,
        bitsAllocated: 16,
        bitsStored: 16,
        pixelRepresentation: 1,
        photometricInterpretation: 'MONOCHROME2',
        frames: 1,
        pixels: [0, 1000, 1040, 840, 1240, 2000],
      },
    );
    assert.ok(frame.pixels instanceof Int16Array);
  });

  test('renders with the window of the file: PS3.3 C.11.2.1.2.1, center 40, width 400', () => {
    const { rows, columns, window, pixels } = core.renderFrame(smallCt());
    assert.deepEqual([rows, columns], [2, 3]);
    assert.deepEqual(window, { center: 40, width: 400 });
    // HU −1000, 0, 40, −160, 240, 1000; ((HU − 39.5) / 399 + 0.5) · 255, halves up, clamped.
    const gray = [0, 102, 128, 0, 255, 255];
    assert.deepEqual([...pixels], gray.flatMap((level) => [level, level, level, 255]));
  });

  test('renders with another window, inverted', () => {
    const { pixels } = core.renderFrame(smallCt(), 1, { window: { center: 0, width: 2000 }, invert: true });
    // HU 40: ((40 + 0.5) / 1999 + 0.5) · 255 = 132.67 → 255 − 132.67 = 122.33.
    assert.equal(pixels[4 * 2], 122);
  });

  test('renders padding black, shutters in their value, overlays when asked for', () => {
    const bytes = smallCt([0, 1000, 1040, 840, 1240, 2000], [
      // Everything but the last column; what is hidden is white.
      element(0x0018, 0x1600, 'CS', 'RECTANGULAR'),
      element(0x0018, 0x1602, 'IS', '1'),
      element(0x0018, 0x1604, 'IS', '2'),
      element(0x0018, 0x1606, 'IS', '1'),
      element(0x0018, 0x1608, 'IS', '2'),
      element(0x0018, 0x1622, 'US', u16(0xffff)),
      element(0x0028, 0x0120, 'SS', u16(1240)),
      // One pixel, in the second row and column.
      element(0x6000, 0x0010, 'US', u16(1)),
      element(0x6000, 0x0011, 'US', u16(1)),
      element(0x6000, 0x0040, 'CS', 'G'),
      element(0x6000, 0x0050, 'SS', u16(2, 2)),
      element(0x6000, 0x0100, 'US', u16(1)),
      element(0x6000, 0x0102, 'US', u16(0)),
      element(0x6000, 0x3000, 'OW', Buffer.from([1, 0])),
    ]);
    const reds = (pixels) => [0, 1, 2, 3, 4, 5].map((index) => pixels[4 * index]);
    assert.deepEqual(reds(core.renderFrame(bytes).pixels), [0, 102, 255, 0, 0, 255]);
    assert.deepEqual(reds(core.renderFrame(bytes, 1, { invert: true }).pixels), [255, 153, 255, 255, 0, 255]);
    const { pixels } = core.renderFrame(bytes, 1, { overlays: true });
    assert.deepEqual([...pixels.slice(16, 20)], [0xc4, 0xff, 0xd2, 255]);
    assert.deepEqual([...core.decodeFrame(bytes).pixels], [0, 1000, 1040, 840, 1240, 2000]);
  });

  test('renders a parametric map in Hot Iron, PS3.6 B.1.1, with fractional windows', () => {
    // 0, 64 / 255, 128 / 255 and 1 of 0.003, and what is no number.
    const values = [0, 0.003 * 64 / 255, 0.003 * 128 / 255, 0.003, Number.NaN, 0.006];
    const shape = { rows: 2, columns: 3 };
    const colors = [[0, 0, 0], [128, 0, 0], [255, 0, 0], [255, 255, 255], [0, 0, 0], [255, 255, 255]];
    const rgba = (list) => list.flatMap((color) => [...color, 255]);
    const map = diffusionMap(values, { ...shape, window: { center: 0.0015, width: 0.003 } });
    const { pixels, window } = core.renderFrame(map);
    assert.deepEqual(window, { center: 0.0015, width: 0.003 });
    assert.deepEqual([...pixels], rgba(colors));
    assert.deepEqual([...core.renderFrame(map, 1, { invert: true }).pixels.slice(0, 8)], rgba([[255, 255, 255], [255, 126, 0]]));
    const wider = core.renderFrame(map, 1, { window: { center: 0.003, width: 0.006 } });
    // The middle, between entry 127 (254, 0, 0) and 128 (255, 0, 0).
    assert.deepEqual([...wider.pixels.slice(12, 16)], [255, 0, 0, 255]);
    assert.equal(codeOf(() => core.renderFrame(map, 1, { window: { center: 0, width: 0 } })), 'invalid-argument');
    assert.equal(codeOf(() => core.renderFrame(smallCt(), 1, { window: { center: 0, width: 0.5 } })), 'invalid-argument');
    // Without a window: from the lowest to the highest of six values.
    assert.deepEqual(core.renderFrame(diffusionMap(values, shape)).window.width.toFixed(6), '0.006000');
  });

  test('writes what it read, and dcmjs reads it', () => {
    const read = core.readDataset(smallCt());
    read.dict['00100010'] = { vr: 'PN', Value: [{ Alphabetic: 'Имя^Новое' }] };
    read.dict['00080005'] = { vr: 'CS', Value: ['ISO_IR 192'] };
    const written = core.writeDataset(read);
    const again = DicomMessage.readFile(written.slice().buffer);
    assert.equal(again.dict['00100010'].Value[0].Alphabetic, 'Имя^Новое');
    assert.equal(again.dict['00281052'].Value[0], -1000);
    assert.deepEqual([...core.decodeFrame(written).pixels], [0, 1000, 1040, 840, 1240, 2000]);
  });

  test('names what is wrong with a file', () => {
    assert.equal(codeOf(() => core.readDataset(new Uint8Array())), 'not-dicom');
    assert.equal(codeOf(() => core.readDataset(new TextEncoder().encode('no DICOM at all, only words'))), 'not-dicom');
    assert.equal(codeOf(() => core.decodeFrame(smallCt(), 2)), 'invalid-argument');
    assert.equal(codeOf(() => core.decodeFrame(smallCt(), 0)), 'invalid-argument');
    assert.equal(codeOf(() => core.decodeFrame(smallCt().slice(0, -6))), 'truncated');
    assert.equal(codeOf(() => core.renderFrame(smallCt(), 1, { window: { center: 0, width: 0 } })), 'invalid-argument');
  });

  test('refuses frame numbers that are no whole numbers of 32 bits', () => {
    for (const number of [NaN, 1.5, Infinity, 2 ** 32 + 1, null]) {
      const isNamed = ({ code, message }) => code === 'invalid-argument' && message.startsWith(`Frame ${number} is asked for`);
      assert.throws(() => core.decodeFrame(smallCt(), number), isNamed);
      assert.throws(() => core.renderFrame(smallCt(), number), isNamed);
    }
  });

  test('refuses a picture that claims more than its bytes, before allocating', () => {
    const hostile = file([
      element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
      element(0x0008, 0x0018, 'UI', '1.2.3.4'),
      element(0x0028, 0x0002, 'US', u16(3)),
      element(0x0028, 0x0004, 'CS', 'RGB'),
      element(0x0028, 0x0008, 'IS', '999999'),
      element(0x0028, 0x0010, 'US', u16(65535)),
      element(0x0028, 0x0011, 'US', u16(65535)),
      element(0x0028, 0x0100, 'US', u16(16)),
      element(0x0028, 0x0101, 'US', u16(16)),
      element(0x0028, 0x0102, 'US', u16(15)),
      element(0x0028, 0x0103, 'US', u16(0)),
      element(0x7fe0, 0x0010, 'OW', u16(1, 2, 3)),
    ]);
    assert.match(codeOf(() => core.decodeFrame(hostile)), /^(too-large|truncated|invalid-attribute)$/);
    assert.equal(core.decodeFrame(smallCt()).rows, 2);
  });

  test('keeps its memory over 100 good and 100 bad files', () => {
    const good = smallCt();
    const bad = smallCt().slice(0, -5);
    const once = () => {
      core.readDataset(good);
      core.decodeFrame(good);
      core.renderFrame(good);
      codeOf(() => core.decodeFrame(bad));
      codeOf(() => core.readDataset(bad.slice(0, 200)));
    };
    once();
    const { memoryBytes } = core;
    assert.ok(memoryBytes > 0);
    for (let cycle = 0; cycle < 100; ++cycle) once();
    assert.equal(core.memoryBytes, memoryBytes);
    assert.equal(core.replacementCount, 0);
  });
});
