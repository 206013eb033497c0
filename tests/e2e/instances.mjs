/** DICOM files made for tests, seeded: a data set in dcmjs's shape, and the stored values that must come out again. */
import { corePackage } from '../web/places.mjs';
import { dcmjs } from './places.mjs';

const { loadCore } = await import(corePackage);
const core = await loadCore();

export const implicitLittle = '1.2.840.10008.1.2';
export const explicitLittle = '1.2.840.10008.1.2.1';
export const deflated = '1.2.840.10008.1.2.1.99';
export const explicitBig = '1.2.840.10008.1.2.2';
export const rle = '1.2.840.10008.1.2.5';
export const jpegBaseline = '1.2.840.10008.1.2.4.50';

/** SOP Classes, PS3.4 B.5. */
export const classes = {
  CR: '1.2.840.10008.5.1.4.1.1.1',
  CT: '1.2.840.10008.5.1.4.1.1.2',
  DX: '1.2.840.10008.5.1.4.1.1.1.1',
  MG: '1.2.840.10008.5.1.4.1.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
  NM: '1.2.840.10008.5.1.4.1.1.20',
  OT: '1.2.840.10008.5.1.4.1.1.7',
  PT: '1.2.840.10008.5.1.4.1.1.128',
  SEG: '1.2.840.10008.5.1.4.1.1.66.4',
  SR: '1.2.840.10008.5.1.4.1.1.88.11',
  US: '1.2.840.10008.5.1.4.1.1.3.1',
  XA: '1.2.840.10008.5.1.4.1.1.12.1',
};

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  /** An integer from `low` up to `high`, without it. */
  next.between = (low, high) => low + Math.floor(next() * (high - low));
  return next;
}

/** FNV-1a of bytes: no two frames of these tests are the same. */
export function fingerprint(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Stored values of one frame: slopes with grain, all gray levels used. [rows][columns][samples] */
function frameOf(random, { rows, columns, samples, bitsAllocated, bitsStored, signed }) {
  const count = rows * columns * samples;
  const values = bitsAllocated === 8 ? new Uint8Array(count) : signed ? new Int16Array(count) : new Uint16Array(count);
  const span = 2 ** bitsStored;
  const low = signed ? -span / 2 : 0;
  const across = random();
  const down = 1 - across;
  const offset = random();
  for (let row = 0, at = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      const slope = (column / columns) * across + (row / rows) * down;
      for (let sample = 0; sample < samples; ++sample, ++at) {
        const level = (slope * 0.9 + 0.05 * random() + 0.3 * offset + sample / 7) % 1;
        values[at] = low + Math.floor(level * span);
      }
    }
  }
  return new Uint8Array(values.buffer);
}

/** One row or segment in PackBits, PS3.5 G.3.1. */
function packed(bytes) {
  const out = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at] && at + run < bytes.length) ++run;
    if (run > 2) {
      out.push(257 - run, bytes[at]);
      at += run;
      continue;
    }
    const end = Math.min(bytes.length, at + 128);
    let to = at + 1;
    while (to < end && !(bytes[to] === bytes[to + 1] && bytes[to] === bytes[to + 2])) ++to;
    out.push(to - at - 1, ...bytes.subarray(at, to));
    at = to;
  }
  return out;
}

/** A frame in RLE: a segment for each byte of a value, the most significant first, PS3.5 G.2. */
function rleFrame(values, { rows, columns, samples, bitsAllocated }) {
  const size = bitsAllocated / 8;
  const segments = [];
  for (let sample = 0; sample < samples; ++sample) {
    for (let byte = size - 1; byte >= 0; --byte) {
      const segment = [];
      for (let row = 0; row < rows; ++row) {
        const plane = new Uint8Array(columns);
        for (let column = 0; column < columns; ++column) {
          plane[column] = values[((row * columns + column) * samples + sample) * size + byte];
        }
        segment.push(...packed(plane));
      }
      if (segment.length % 2 === 1) segment.push(0);
      segments.push(segment);
    }
  }
  const header = new Uint32Array(16);
  header[0] = segments.length;
  let offset = 64;
  segments.forEach((segment, index) => {
    header[index + 1] = offset;
    offset += segment.length;
  });
  return new Uint8Array([...new Uint8Array(header.buffer), ...segments.flat()]);
}

/** Colors plane by plane, for Planar Configuration 1. */
function planes(values, pixels) {
  const out = new Uint8Array(values.length);
  for (let at = 0; at < values.length; ++at) out[(at % 3) * pixels + Math.floor(at / 3)] = values[at];
  return out;
}

function joined(parts) {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const whole = ({ buffer, byteOffset, byteLength }) => buffer.slice(byteOffset, byteOffset + byteLength);

export function el(vr, ...Value) {
  return { vr, Value };
}

/** Elements that every instance has. */
export function identity({ patient, study, series, uid, number = 1, modality, sopClass = classes[modality] }) {
  return {
    '00080005': el('CS', 'ISO_IR 192'),
    '00080016': el('UI', sopClass),
    '00080018': el('UI', uid),
    '00080020': el('DA', study.date),
    '00080060': el('CS', modality),
    '00081030': el('LO', study.description),
    '0008103E': el('LO', series.description),
    '00100010': el('PN', { Alphabetic: patient.name }),
    '00100020': el('LO', patient.id),
    '0020000D': el('UI', study.uid),
    '0020000E': el('UI', series.uid),
    '00200011': el('IS', series.number),
    '00200013': el('IS', number),
  };
}

/** @param jpegs  Whole JPEG files to take the frames from, one a frame. */
function pixelsOf(random, image, { syntax, jpegs, planar }) {
  const size = image.rows * image.columns;
  if (jpegs !== undefined) return { value: jpegs.map(whole), frames: undefined };
  const frames = Array.from({ length: image.frameCount }, () => frameOf(random, image));
  if (syntax === rle) return { value: frames.map((frame) => whole(rleFrame(frame, image))), frames };
  return { value: [whole(joined(planar === 1 ? frames.map((frame) => planes(frame, size)) : frames))], frames };
}

/**
 * A picture.
 *
 * @param more    Elements beside the usual ones.
 * @param change  Changes the data set before it is written.
 * @param writer  Who writes it: the package or dcmjs.
 * @returns its bytes, what it is called, and the fingerprints of its frames (none for lossy ones).
 */
export function picture(random, options) {
  const { photometric = 'MONOCHROME2', syntax = explicitLittle, planar, more = {}, change, writer = 'core' } = options;
  const image = {
    rows: options.rows ?? 64,
    columns: options.columns ?? 64,
    samples: options.samples ?? 1,
    bitsAllocated: options.bitsAllocated ?? 16,
    bitsStored: options.bitsStored ?? (options.bitsAllocated === 8 ? 8 : 12),
    signed: options.signed ?? false,
    frameCount: options.frameCount ?? options.jpegs?.length ?? 1,
  };
  const { value, frames } = pixelsOf(random, image, options);
  const dict = {
    ...identity(options),
    '00280002': el('US', image.samples),
    '00280004': el('CS', photometric),
    ...(image.samples === 3 ? { '00280006': el('US', planar ?? 0) } : {}),
    ...(image.frameCount > 1 ? { '00280008': el('IS', image.frameCount) } : {}),
    '00280010': el('US', image.rows),
    '00280011': el('US', image.columns),
    '00280100': el('US', image.bitsAllocated),
    '00280101': el('US', image.bitsStored),
    '00280102': el('US', image.bitsStored - 1),
    '00280103': el('US', image.signed ? 1 : 0),
    ...more,
    '7FE00010': el(image.bitsAllocated > 8 && value.length === 1 && frames !== undefined ? 'OW' : 'OB', ...value),
  };
  change?.(dict);
  return {
    bytes: written(dict, syntax, writer),
    uid: options.uid,
    seriesUid: options.series.uid,
    studyUid: options.study.uid,
    syntax,
    image,
    fingerprints: frames?.map(fingerprint),
  };
}

/** A Part 10 file of a data set. */
export function written(dict, syntax, writer) {
  const sorted = Object.fromEntries(Object.entries(dict).sort(([a], [b]) => (a < b ? -1 : 1)));
  const meta = {
    '00020001': el('OB', new Uint8Array([0, 1]).buffer),
    '00020002': sorted['00080016'],
    '00020003': sorted['00080018'],
    '00020010': el('UI', syntax),
    '00020012': el('UI', '1.2.3'),
  };
  if (writer === 'core') return core.writeDataset({ meta, dict: sorted }, { transferSyntaxUid: syntax });
  const file = new dcmjs.DicomDict(meta);
  file.dict = sorted;
  return new Uint8Array(file.write({ fragmentMultiframe: false }));
}

/** A picture of 12 bits in a window of all of them. @param pixels Uint16Array [row][column]. */
export function gray12(rows, columns, pixels) {
  return {
    '00280002': el('US', 1),
    '00280004': el('CS', 'MONOCHROME2'),
    '00280010': el('US', rows),
    '00280011': el('US', columns),
    '00280100': el('US', 16),
    '00280101': el('US', 12),
    '00280102': el('US', 11),
    '00280103': el('US', 0),
    '00281050': el('DS', 2048),
    '00281051': el('DS', 4096),
    '7FE00010': el('OW', pixels.buffer),
  };
}

/** Where a slice lies: 3 mm apart, from the feet to the head. */
export function plane(number, spacing = 0.8) {
  return {
    '00180050': el('DS', 3),
    '00200032': el('DS', -100, -100, number * 3),
    '00200037': el('DS', 1, 0, 0, 0, 1, 0),
    '00200052': el('UI', '1.2.3.77'),
    '00280030': el('DS', spacing, spacing),
  };
}
