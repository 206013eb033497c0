import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { element, file, smallCt, u16 } from './dataset_bytes.mjs';
import { surprising } from './known_differences.mjs';
import { differences } from './naturalized.mjs';
import { corePackage, dcmjs, dicomFiles, sharedData, skipWithoutData } from './places.mjs';

const { CoreError, loadCore } = await import(corePackage);
const { DicomMessage, DicomMetaDictionary } = dcmjs;

const implicitLittle = '1.2.840.10008.1.2';
const explicitLittle = '1.2.840.10008.1.2.1';
const deflated = '1.2.840.10008.1.2.1.99';
const explicitBig = '1.2.840.10008.1.2.2';
const rle = '1.2.840.10008.1.2.5';

let core;
before(async () => {
  core = await loadCore();
});

/** Group lengths are not written (PS3.5 7.2). */
function withoutGroupLengths(elements) {
  return Object.fromEntries(
    Object.entries(elements)
      .filter(([tag]) => !tag.endsWith('0000'))
      .map(([tag, { vr, Value, _rawValue }]) => [
        tag,
        { vr, Value: vr === 'SQ' ? Value.map(withoutGroupLengths) : Value, ...(_rawValue ? { _rawValue } : {}) },
      ]),
  );
}

/** "…: bytes differ, 5 bytes ≠ 6 bytes" */
function isPadded(line) {
  const [, odd, even] = /: bytes differ, (\d+) bytes ≠ (\d+) bytes$/.exec(line) ?? [];
  return Number(odd) % 2 === 1 && Number(even) === Number(odd) + 1;
}

function rewritten(bytes, transferSyntaxUid) {
  return core.writeDataset(core.readDataset(bytes), transferSyntaxUid ? { transferSyntaxUid } : {});
}

/** A small file with elements that are easily lost. */
function delicate(elements = []) {
  return file([
    element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    element(0x0008, 0x0018, 'UI', '1.2.3.4'),
    element(0x0018, 0x0050, 'DS', '1.500'),
    element(0x0020, 0x0013, 'IS', '007'),
    element(0x0020, 0x4000, 'LT', 'First line\r\nlast line\r\n'),
    element(0x0028, 0x0106, 'US', ''),
    element(0x0028, 0x1050, 'DS', '40.0\\+4e1'),
    ...elements,
  ]);
}

describe('writeDataset', () => {
  test('keeps decimals, line ends and empty numbers as they were written', () => {
    const { dict } = core.readDataset(delicate());
    // What dcmjs makes of them:
    assert.deepEqual(dict['00180050'].Value, [1.5]);
    assert.deepEqual(dict['00200013'].Value, [7]);
    assert.deepEqual(dict['00204000'].Value, ['First line\r\nlast line']);
    assert.deepEqual(dict['00280106'].Value, [0]);
    assert.deepEqual(dict['00281050'].Value, [40, 40]);
    const original = Buffer.from(delicate()).toString('latin1');
    const written = Buffer.from(rewritten(delicate())).toString('latin1');
    // Everything from (0008,0016) on is the same to the last byte.
    const from = (text) => text.slice(text.indexOf('\x08\x00\x16\x00UI'));
    assert.equal(from(written), from(original));
  });

  test('writes a value that was changed', () => {
    const read = core.readDataset(delicate());
    read.dict['00180050'].Value = [2.25];
    read.dict['00204000'].Value = ['Another'];
    read.dict['00280106'].Value = [7];
    const { dict } = core.readDataset(core.writeDataset(read));
    assert.deepEqual(dict['00180050'].Value, [2.25]);
    assert.deepEqual(dict['00204000'].Value, ['Another']);
    assert.deepEqual(dict['00280106'].Value, [7]);
  });

  test('writes numbers that JSON does not have', () => {
    const read = core.readDataset(delicate());
    read.dict['0040A161'] = { vr: 'FD', Value: [NaN, Infinity, -Infinity, -0.5, -0] };
    assert.deepEqual(core.readDataset(core.writeDataset(read)).dict['0040A161'].Value, [NaN, Infinity, -Infinity, -0.5, -0]);
  });

  const withElement = (tag, element) => ({
    meta: {},
    dict: { '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.7'] }, '00080018': { vr: 'UI', Value: ['1.2.3'] }, [tag]: element },
  });
  const writtenAndRead = (tag, element) => core.readDataset(core.writeDataset(withElement(tag, element))).dict[tag];

  test('writes bytes given as base64, tags given as digits, characters beyond 16 bits: PS3.18 F.2', () => {
    const { Value } = writtenAndRead('00420011', { vr: 'OB', InlineBinary: 'AQIDBA==' });
    assert.deepEqual(new Uint8Array(Value[0]), Uint8Array.of(1, 2, 3, 4));
    assert.deepEqual(writtenAndRead('00209165', { vr: 'AT', Value: ['0018A001'] }).Value, [0x0018a001]);
    assert.deepEqual(writtenAndRead('00081030', { vr: 'LO', Value: ['\u{1f600}'] }).Value, ['\u{1f600}']);
  });

  for (const [what, tag, element, message] of [
    ['bytes that are elsewhere', '00420011', { vr: 'OB', BulkDataURI: 'https://nowhere' }, /\(00420011\) has its bytes elsewhere \(BulkDataURI\)/],
    ['bytes that are no base64', '00420011', { vr: 'OB', InlineBinary: '*' }, /\(00420011\) has an InlineBinary that is no base64/],
    ['several native frames', '7FE00010', { vr: 'OW', Value: [new ArrayBuffer(2), new ArrayBuffer(2)] }, /\(7FE00010\) holds 2 ArrayBuffers, must hold one/],
    ['no number in DS', '00180050', { vr: 'DS', Value: [NaN] }, /\(00180050\) is NaN, which DS cannot hold/],
    ['a fraction in IS', '00200013', { vr: 'IS', Value: [1.5] }, /\(00200013\) is 1.5, which IS cannot hold/],
    ['half a character', '00081030', { vr: 'LO', Value: ['a\ud83d'] }, /\(00081030\) holds half of a surrogate pair/],
    ['half a character of a name', '00100010', { vr: 'PN', Value: [{ Alphabetic: '\ude00' }] }, /\(00100010\) holds half of a surrogate pair/],
    ['an item that is none', '00081140', { vr: 'SQ', Value: [null] }, /\(00081140\) must hold data sets/],
  ]) {
    test(`refuses ${what}`, () => {
      const isNamed = (error) => error instanceof CoreError && error.code === 'invalid-attribute' && message.test(error.message);
      assert.throws(() => core.writeDataset(withElement(tag, element)), isNamed);
    });
  }

  test('refuses frames that are compressed and given as base64', () => {
    const dataset = withElement('7FE00010', { vr: 'OB', InlineBinary: 'AQIDBA==' });
    dataset.meta['00020010'] = { vr: 'UI', Value: [rle] };
    assert.throws(() => core.writeDataset(dataset), /\(7FE00010\) is encapsulated, must hold an ArrayBuffer a frame/);
  });

  test('writes what dcmjs made', () => {
    const { dict, meta } = DicomMessage.readFile(smallCt().buffer);
    const natural = DicomMetaDictionary.naturalizeDataset(dict);
    natural.PatientName = 'Nobody^At all';
    natural.WindowCenter = [40, 50];
    const written = core.writeDataset({ meta, dict: DicomMetaDictionary.denaturalizeDataset(natural) });
    const again = DicomMetaDictionary.naturalizeDataset(core.readDataset(written).dict);
    assert.equal(again.PatientName[0].Alphabetic, 'Nobody^At all');
    assert.deepEqual(again.WindowCenter, [40, 50]);
    assert.deepEqual([...core.decodeFrame(written).pixels], [0, 1000, 1040, 840, 1240, 2000]);
  });

  test('writes each transfer syntax that needs no codec', () => {
    const original = core.readDataset(smallCt());
    for (const uid of [implicitLittle, explicitLittle, deflated, explicitBig]) {
      const written = core.writeDataset(original, { transferSyntaxUid: uid });
      const again = core.readDataset(written);
      assert.equal(again.meta['00020010'].Value[0], uid);
      assert.deepEqual(withoutGroupLengths(again.dict), withoutGroupLengths(original.dict), uid);
      assert.deepEqual(core.decodeFrame(written).pixels, core.decodeFrame(smallCt()).pixels, uid);
    }
  });

  test('refuses every other transfer syntax by name', () => {
    const refuses = (dataset, transferSyntaxUid, allowed) =>
      assert.throws(
        () => core.writeDataset(dataset, { transferSyntaxUid }),
        (error) =>
          error instanceof CoreError &&
          error.code === 'unsupported' &&
          error.message.startsWith(`transferSyntaxUid is "${transferSyntaxUid}", must be ${allowed}: `),
      );
    const native = [implicitLittle, explicitLittle, deflated, explicitBig].join(', ');
    const uncompressed = core.readDataset(smallCt());
    for (const uid of [rle, '1.2.840.10008.1.2.4.70', '1.2.3', '', 'JPEG']) refuses(uncompressed, uid, native);
    const compressed = core.readDataset(rleFile());
    for (const uid of [explicitLittle, deflated, '1.2.840.10008.1.2.4.70']) refuses(compressed, uid, rle);
    assert.equal(core.readDataset(core.writeDataset(compressed)).meta['00020010'].Value[0], rle);
  });

  test('leaves the offset table of fragments that are no frames empty: PS3.5 A.4', () => {
    const one = core.readDataset(rleFile());
    one.dict['7FE00010'].Value = [new Uint8Array([1, 2]).buffer, new Uint8Array([3, 4, 5]).buffer];
    const tableOf = (bytes) => {
      const at = Buffer.from(bytes).indexOf(Buffer.from([0xfe, 0xff, 0x00, 0xe0]));
      const length = Buffer.from(bytes).readUInt32LE(at + 4);
      return [...Buffer.from(bytes).subarray(at + 8, at + 8 + length)];
    };
    assert.deepEqual(tableOf(core.writeDataset(one)), []);
    one.dict['00280008'] = { vr: 'IS', Value: [2] };
    // The second item begins 8 + 2 bytes behind the first.
    assert.deepEqual(tableOf(core.writeDataset(one)), [0, 0, 0, 0, 10, 0, 0, 0]);
    one.dict['7FE00001'] = { vr: 'OV', Value: [new ArrayBuffer(16)] };
    assert.deepEqual(tableOf(core.writeDataset(one)), []);
    const values = core.readDataset(core.writeDataset(one)).dict['7FE00010'].Value;
    assert.deepEqual(values.map((value) => [...new Uint8Array(value)]), [[1, 2], [3, 4, 5, 0]]);
  });
});

/** 2 × 1, 8 bits, RLE: one segment of two literals. */
function rleFile() {
  const header = Buffer.alloc(64);
  header.writeUInt32LE(1, 0);
  header.writeUInt32LE(64, 4);
  const frame = Buffer.concat([header, Buffer.from([1, 7, 8, 0x80])]);
  const item = (bytes) => Buffer.concat([Buffer.from([0xfe, 0xff, 0x00, 0xe0, bytes.length, 0, 0, 0]), bytes]);
  const pixels = element(0x7fe0, 0x0010, 'OB', Buffer.alloc(0));
  pixels.writeUInt32LE(0xffffffff, 8);
  return file(
    [
      element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
      element(0x0008, 0x0018, 'UI', '1.2.3.4'),
      element(0x0028, 0x0002, 'US', u16(1)),
      element(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
      element(0x0028, 0x0010, 'US', u16(1)),
      element(0x0028, 0x0011, 'US', u16(2)),
      element(0x0028, 0x0100, 'US', u16(8)),
      element(0x0028, 0x0101, 'US', u16(8)),
      element(0x0028, 0x0102, 'US', u16(7)),
      element(0x0028, 0x0103, 'US', u16(0)),
      Buffer.concat([pixels, item(Buffer.alloc(0)), item(frame), Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])]),
    ],
    rle,
  );
}

/** Where pydicom reads the original otherwise, and why. */
const misreadByPydicom = [
  // UN holds little-endian values whatever the file is (PS3.5 6.2.2); pydicom turns them round.
  /BigEndian[^\t]*\t\(00[0-9a-f][13579bdf], 10/,
  // The last item is cut, and pydicom drops all of Pixel Data.
  /emri_small_jpeg_2k_lossless_too_short\.dcm\t\(7fe0, 0010\)/,
];
const withoutPydicom =
  spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status === 0 ? false : 'no pydicom here';

describe('writeDataset on the real files', { skip: skipWithoutData }, () => {
  /** Every file that can be read and whose SOP UIDs are there, written as it is. */
  const files = [];
  const refused = [];
  before(async () => {
    for (const name of await dicomFiles()) {
      const bytes = new Uint8Array(await readFile(join(sharedData, 'dicom', name)));
      try {
        files.push({ name, bytes, read: core.readDataset(bytes), written: rewritten(bytes) });
      } catch (error) {
        assert.ok(error instanceof CoreError, `${name}: ${error.stack}`);
        refused.push({ name, message: error.message });
      }
    }
  });

  test('reads back what it wrote', () => {
    const wrong = [];
    for (const { name, read, written } of files) {
      const again = core.readDataset(written);
      const lines = differences(withoutGroupLengths(read.dict), withoutGroupLengths(again.dict));
      // Compressed Pixel Data are OB (PS3.5 A.4), and lengths are even (PS3.5 7.1.1).
      const found = lines.filter((line) => !/^7FE00010\.vr: "OW" ≠ "OB"$/.test(line) && !isPadded(line));
      if (found.length > 0) wrong.push(`${name}: ${found.slice(0, 3).join(' | ')}`);
    }
    assert.deepEqual(wrong, []);
    console.log(`${files.length} written, ${refused.length} refused`);
    assert.ok(files.length > 300, `only ${files.length} files were written`);
  });

  test('refuses only what cannot be read or has no SOP UIDs', () => {
    const known = /SOP (Class|Instance) UID|is left|are left|No DICOM file|ends (after|inside)|must begin|undefined length|no data set/;
    assert.deepEqual(refused.filter(({ message }) => !known.test(message)), []);
  });

  test('gives the same frames', () => {
    const wrong = [];
    const frame = (bytes) => {
      try {
        return core.decodeFrame(bytes);
      } catch (error) {
        return { refused: error.code };
      }
    };
    for (const { name, bytes, written } of files) {
      const found = differences(frame(bytes), frame(written));
      if (found.length > 0) wrong.push(`${name}: ${found.slice(0, 3).join(' | ')}`);
    }
    assert.deepEqual(wrong, []);
  });

  test('dcmjs reads the same from both', () => {
    const wrong = [];
    const byDcmjs = (bytes) => DicomMetaDictionary.naturalizeDataset(withoutGroupLengths(DicomMessage.readFile(bytes.slice().buffer).dict));
    for (const { name, bytes, written } of files) {
      let expected;
      try {
        expected = byDcmjs(bytes);
      } catch {
        continue;
      }
      const found = surprising(name, differences(expected, byDcmjs(written)), { written: true });
      if (found.length > 0) wrong.push(`${name}: ${found.slice(0, 3).join(' | ')}`);
    }
    assert.deepEqual(wrong, []);
  });

  test('pydicom reads the same from both', { skip: withoutPydicom }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'overread-written-'));
    try {
      const pairs = [];
      for (const [index, { name, written }] of files.entries()) {
        const path = join(folder, `${index}.dcm`);
        await writeFile(path, written);
        pairs.push(`${join(sharedData, 'dicom', name)}\t${path}`);
      }
      const script = fileURLToPath(new URL('compare_with_pydicom.py', import.meta.url));
      const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [script], {
        input: pairs.join('\n'),
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      assert.equal(status, 0, stderr);
      const lines = stdout.split('\n').filter((line) => line !== '');
      assert.deepEqual(lines.filter((line) => !misreadByPydicom.some((known) => known.test(line))), []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
