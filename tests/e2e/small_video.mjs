/** A video known pixel by pixel: H.264 of uncompressed macroblocks (I_PCM) in an MP4 file, written here. */
import { element, file, u16 } from '../web/dataset_bytes.mjs';
import { identity } from './wrapped_document.mjs';

/** Bits, the most significant first. ITU-T H.264 7.2, 9.1 */
class Bits {
  bytes = [];
  #count = 0;

  u(count, value) {
    for (let bit = count - 1; bit >= 0; --bit) {
      if (this.#count % 8 === 0) this.bytes.push(0);
      this.bytes[this.bytes.length - 1] |= ((value >> bit) & 1) << (7 - (this.#count % 8));
      this.#count += 1;
    }
    return this;
  }

  ue(value) {
    const length = 32 - Math.clz32(value + 1);
    return this.u(length - 1, 0).u(length, value + 1);
  }

  align() {
    while (this.#count % 8 !== 0) this.u(1, 0);
    return this;
  }

  raw(bytes) {
    this.bytes.push(...bytes);
    this.#count += 8 * bytes.length;
    return this;
  }

  /** rbsp_trailing_bits */
  end() {
    return this.u(1, 1).align();
  }
}

/** ITU-T H.264 7.4.1: no start code within. */
function nal(header, { bytes }) {
  const out = [header];
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(out);
}

/** Baseline, level 1, without reordering; BT.709 in video range, so that the colors are nobody's guess. */
function sequenceParameters(columns, rows) {
  return nal(0x67, new Bits().u(8, 66).u(8, 0xc0).u(8, 10).ue(0).ue(0).ue(2).ue(0).u(1, 0)
    .ue(columns / 16 - 1).ue(rows / 16 - 1).u(1, 1).u(1, 1).u(1, 0)
    // VUI: only colors
    .u(1, 1).u(1, 0).u(1, 0).u(1, 1).u(3, 5).u(1, 0).u(1, 1).u(8, 1).u(8, 1).u(8, 1)
    .u(1, 0).u(1, 0).u(1, 0).u(1, 0).u(1, 0).u(1, 0)
    .end());
}

/** CAVLC; slices say of themselves that they are not deblocked. */
function pictureParameters() {
  return nal(0x68, new Bits().ue(0).ue(0).u(1, 0).u(1, 0).ue(0).ue(0).ue(0).u(1, 0).u(2, 0).ue(0).ue(0).ue(0)
    .u(1, 1).u(1, 0).u(1, 0).end());
}

/** ITU-R BT.709-6 3.4 for 8 bits. */
function yCbCr([r, g, b]) {
  const luma = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  const code = (value) => Math.round(224 * value + 128);
  return [Math.round(219 * luma + 16), code((b / 255 - luma) / 1.8556), code((r / 255 - luma) / 1.5748)];
}

/** A key frame: the upper half of its macroblocks in one color, the lower half in the other. */
function picture(columns, rows, [upper, lower], number) {
  const bits = new Bits().ue(0).ue(7).ue(0).u(4, 0).ue(number % 2).u(1, 0).u(1, 0).ue(0).ue(1);
  for (let row = 0; row < rows / 16; ++row) {
    const [y, cb, cr] = yCbCr(row < rows / 32 ? upper : lower);
    for (let column = 0; column < columns / 16; ++column) {
      bits.ue(25).align().raw(Array(256).fill(y)).raw(Array(64).fill(cb)).raw(Array(64).fill(cr));
    }
  }
  return nal(0x65, bits.end());
}

const u32 = (...values) => Buffer.concat(values.map((value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}));
const be16 = (...values) => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));
const zeros = (count) => Buffer.alloc(count);

/** ISO/IEC 14496-12 4.2 */
function box(type, ...inside) {
  const body = Buffer.concat(inside);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** The movie box; `at` is where the first sample begins in the file. ISO/IEC 14496-12 8, 14496-15 5.3 */
function movie({ columns, rows, sizes, frameMs, sps, pps, at }) {
  const duration = sizes.length * frameMs;
  const avcC = box('avcC', Buffer.from([1, sps[1], sps[2], sps[3], 0xff, 0xe1]), be16(sps.length), sps, Buffer.from([1]), be16(pps.length), pps);
  const avc1 = box('avc1', zeros(6), be16(1), zeros(16), be16(columns, rows), u32(0x480000, 0x480000, 0), be16(1), zeros(32), be16(24, 0xffff), avcC);
  const table = box('stbl',
    box('stsd', u32(0, 1), avc1),
    box('stts', u32(0, 1, sizes.length, frameMs)),
    box('stsc', u32(0, 1, 1, sizes.length, 1)),
    box('stsz', u32(0, 0, sizes.length, ...sizes)),
    box('stco', u32(0, 1, at)));
  const media = box('mdia',
    box('mdhd', u32(0, 0, 0, 1000, duration), be16(0x55c4, 0)),
    box('hdlr', u32(0, 0), Buffer.from('vide'), zeros(13)),
    box('minf', box('vmhd', u32(1, 0, 0)), box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))), table));
  const header = box('tkhd', u32(7, 0, 0, 1, 0, duration), zeros(16), matrix, u32(columns << 16, rows << 16));
  return box('moov',
    box('mvhd', u32(0, 0, 0, 1000, duration, 0x10000), be16(0x100, 0), zeros(8), matrix, zeros(24), u32(2)),
    box('trak', header, media));
}

/**
 * An MP4 file.
 * @param pictures [upper, lower] colors of each frame, from 0 to 255.
 */
export function mp4(pictures, { columns = 64, rows = 32, frameMs = 200 } = {}) {
  const [sps, pps] = [sequenceParameters(columns, rows), pictureParameters()];
  const samples = pictures.map((colors, index) => {
    const unit = picture(columns, rows, colors, index);
    return Buffer.concat([u32(unit.length), unit]);
  });
  const type = box('ftyp', Buffer.from('isom'), u32(0x200), Buffer.from('isomavc1'));
  const description = { columns, rows, frameMs, sps, pps, sizes: samples.map(({ length }) => length) };
  const at = type.length + movie({ ...description, at: 0 }).length + 8;
  return Buffer.concat([type, movie({ ...description, at }), box('mdat', ...samples)]);
}

/** The same pictures without a container. ITU-T H.264 B */
export function elementaryStream(pictures, { columns = 64, rows = 32 } = {}) {
  const units = [sequenceParameters(columns, rows), pictureParameters(), ...pictures.map((colors, index) => picture(columns, rows, colors, index))];
  return Buffer.concat(units.flatMap((unit) => [Buffer.from([0, 0, 0, 1]), unit]));
}

function item(bytes, length = bytes.length) {
  const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, bytes]);
}

/** Pixel Data of an offset table and these fragments; the last claims `excess` bytes more than there are. */
function encapsulatedPixels(fragments, excess = 0) {
  const head = element(0x7fe0, 0x0010, 'OB', '');
  head.writeUInt32LE(0xffffffff, 8);
  const items = fragments.map((bytes, index) => item(bytes, bytes.length + (index === fragments.length - 1 ? excess : 0)));
  return Buffer.concat([head, item(Buffer.alloc(0)), ...items, Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])]);
}

/** A color picture of 8 bits whose pixels are in these fragments. */
export function wrappedFrames(fragments, { uid, syntax, frames, sopClass = '1.2.840.10008.5.1.4.1.1.77.1.4.1', modality = 'XC', bits = 8, excess = 0 }) {
  return file([
    ...identity(sopClass, uid, modality),
    element(0x0028, 0x0002, 'US', u16(3)),
    element(0x0028, 0x0004, 'CS', 'YBR_PARTIAL_420'),
    element(0x0028, 0x0006, 'US', u16(0)),
    element(0x0028, 0x0008, 'IS', String(frames)),
    element(0x0028, 0x0010, 'US', u16(32)),
    element(0x0028, 0x0011, 'US', u16(64)),
    element(0x0028, 0x0100, 'US', u16(bits > 8 ? 16 : 8)),
    element(0x0028, 0x0101, 'US', u16(bits)),
    element(0x0028, 0x0102, 'US', u16(bits - 1)),
    element(0x0028, 0x0103, 'US', u16(0)),
    encapsulatedPixels(fragments, excess),
  ], syntax);
}

/** In as many fragments of even length as there are places to cut. */
export function cut(stream, ...places) {
  const ends = [...places, stream.length];
  return ends.map((end, index) => stream.subarray(index === 0 ? 0 : ends[index - 1], end));
}
