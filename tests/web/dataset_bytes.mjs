/** A DICOM file written byte by byte, so that what a reader makes of it can be worked out by hand. */
const long = new Set(['OB', 'OW', 'OF', 'OD', 'SQ', 'UN', 'UT', 'UC', 'UR']);

function even(bytes, pad) {
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([pad])]);
}

/** One explicit little-endian element; `value` is bytes or text. */
export function element(group, number, vr, value) {
  const isText = typeof value === 'string';
  const bytes = even(Buffer.from(value), isText && vr !== 'UI' ? 0x20 : 0);
  const header = Buffer.alloc(long.has(vr) ? 12 : 8);
  header.writeUInt16LE(group, 0);
  header.writeUInt16LE(number, 2);
  header.write(vr, 4, 'latin1');
  if (long.has(vr)) header.writeUInt32LE(bytes.length, 8);
  else header.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([header, bytes]);
}

/** A sequence of items, each made of elements in tag order. */
export function sequence(group, number, ...items) {
  const wrapped = items.map((elements) => {
    const bytes = Buffer.concat(elements);
    const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    head.writeUInt32LE(bytes.length, 4);
    return Buffer.concat([head, bytes]);
  });
  return element(group, number, 'SQ', Buffer.concat(wrapped));
}

export function u16(...numbers) {
  const bytes = Buffer.alloc(2 * numbers.length);
  numbers.forEach((number, index) => bytes.writeUInt16LE(number & 0xffff, 2 * index));
  return bytes;
}

export function f32(...numbers) {
  return Buffer.from(new Float32Array(numbers).buffer);
}

export function f64(...numbers) {
  return Buffer.from(new Float64Array(numbers).buffer);
}

/** A Part 10 file of the given elements (already in tag order). */
export function file(elements, transferSyntax = '1.2.840.10008.1.2.1') {
  const meta = Buffer.concat([
    element(0x0002, 0x0001, 'OB', Buffer.from([0, 1])),
    element(0x0002, 0x0002, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    element(0x0002, 0x0003, 'UI', '1.2.3.4'),
    element(0x0002, 0x0010, 'UI', transferSyntax),
    element(0x0002, 0x0012, 'UI', '1.2.3'),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return new Uint8Array(
    Buffer.concat([
      Buffer.alloc(128),
      Buffer.from('DICM'),
      element(0x0002, 0x0000, 'UL', length),
      meta,
      ...elements,
    ]),
  );
}

/** Orders elements by tag, as a data set has them. */
function byTag(a, b) {
  const tagOf = (bytes) => bytes.readUInt16LE(0) * 0x10000 + bytes.readUInt16LE(2);
  return tagOf(a) - tagOf(b);
}

/** A 3 × 2 signed CT-like picture: HU = stored − 1000, window 40/400; `more` are further elements. */
export function smallCt(values = [0, 1000, 1040, 840, 1240, 2000], more = []) {
  return file([
    ...more,
    element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x0008, 0x0018, 'UI', '1.2.3.4'),
    element(0x0008, 0x0060, 'CS', 'CT'),
    element(0x0010, 0x0010, 'PN', 'Phantom^Small'),
    element(0x0020, 0x000d, 'UI', '1.2.3'),
    element(0x0020, 0x000e, 'UI', '1.2.3.1'),
    element(0x0020, 0x0013, 'IS', '1'),
    element(0x0028, 0x0002, 'US', u16(1)),
    element(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
    element(0x0028, 0x0010, 'US', u16(2)),
    element(0x0028, 0x0011, 'US', u16(3)),
    element(0x0028, 0x0100, 'US', u16(16)),
    element(0x0028, 0x0101, 'US', u16(16)),
    element(0x0028, 0x0102, 'US', u16(15)),
    element(0x0028, 0x0103, 'US', u16(1)),
    element(0x0028, 0x1050, 'DS', '40'),
    element(0x0028, 0x1051, 'DS', '400'),
    element(0x0028, 0x1052, 'DS', '-1000'),
    element(0x0028, 0x1053, 'DS', '1'),
    element(0x7fe0, 0x0010, 'OW', u16(...values)),
  ].sort(byTag));
}

function codeItem(value, scheme, meaning) {
  return [element(0x0008, 0x0100, 'SH', value), element(0x0008, 0x0102, 'SH', scheme), element(0x0008, 0x0104, 'LO', meaning)];
}

/**
 * A parametric map of floats: diffusion in mm2/s, shown from 0 to 0.003, told in um2/ms (a thousandth of it).
 *
 * @param values  [rows][columns]
 * @param window  Window Center and Width; none when left out.
 */
export function diffusionMap(values, { rows, columns, window, uid = '1.2.3.4.7' }) {
  const voi = window && sequence(0x0028, 0x9132, [
    element(0x0028, 0x1050, 'DS', String(window.center)),
    element(0x0028, 0x1051, 'DS', String(window.width)),
    element(0x0028, 0x1056, 'CS', 'LINEAR_EXACT'),
  ]);
  const mapping = sequence(0x0040, 0x9096, [
    element(0x0028, 0x3003, 'LO', 'Diffusion'),
    sequence(0x0040, 0x08ea, codeItem('um2/ms', 'UCUM', 'um2/ms')),
    element(0x0040, 0x9213, 'FD', f64(1)),
    element(0x0040, 0x9214, 'FD', f64(0)),
    sequence(0x0040, 0x9220, [
      element(0x0040, 0xa040, 'CS', 'CODE'),
      sequence(0x0040, 0xa043, codeItem('246205007', 'SCT', 'Quantity')),
      sequence(0x0040, 0xa168, codeItem('113041', 'DCM', 'Apparent Diffusion Coefficient')),
    ]),
    element(0x0040, 0x9224, 'FD', f64(0)),
    element(0x0040, 0x9225, 'FD', f64(1000)),
  ]);
  return file([
    element(0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.30'),
    element(0x0008, 0x0018, 'UI', uid),
    element(0x0008, 0x0060, 'CS', 'MR'),
    element(0x0010, 0x0010, 'PN', 'Phantom^Map'),
    element(0x0020, 0x000d, 'UI', '1.2.3.7'),
    element(0x0020, 0x000e, 'UI', '1.2.3.7.1'),
    element(0x0020, 0x0013, 'IS', '1'),
    element(0x0028, 0x0002, 'US', u16(1)),
    element(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
    element(0x0028, 0x0008, 'IS', '1'),
    element(0x0028, 0x0010, 'US', u16(rows)),
    element(0x0028, 0x0011, 'US', u16(columns)),
    element(0x0028, 0x0100, 'US', u16(32)),
    sequence(0x5200, 0x9229, [...(voi ? [voi] : []), mapping]),
    element(0x7fe0, 0x0008, 'OF', f32(...values)),
  ]);
}
