import { CoreError } from './errors.js';

/** Item (FFFE,E000), in the order the four bytes of a little-endian tag are read. */
const itemTag = 0xe000fffe;
const sequenceDelimiterTag = 0xe0ddfffe;

function items(stream: Uint8Array<ArrayBuffer>): { offset: number; bytes: Uint8Array<ArrayBuffer> }[] {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const found = [];
  let offset = 0;
  while (offset + 8 <= stream.byteLength) {
    const tag = view.getUint32(offset, true);
    const length = view.getUint32(offset + 4, true);
    if (tag === sequenceDelimiterTag) break;
    if (tag !== itemTag || offset + 8 + length > stream.byteLength) {
      throw new CoreError('truncated', 'An item of the encapsulated Pixel Data is incomplete');
    }
    found.push({ offset, bytes: stream.slice(offset + 8, offset + 8 + length) });
    offset += 8 + length;
  }
  return found;
}

/**
 * True for bytes that are items from the first to the last. Says for an icon's Pixel Data, which may
 * be encapsulated or not whatever the transfer syntax, what it is.
 */
export function isItemStream(bytes: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  while (offset + 8 <= bytes.byteLength && view.getUint32(offset, true) === itemTag) {
    offset += 8 + view.getUint32(offset + 4, true);
  }
  return offset > 0 && offset === bytes.byteLength;
}

/** The parts one after another. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}

/**
 * Cuts the item stream of encapsulated Pixel Data as dcmjs does: one buffer a frame where the Basic
 * Offset Table is filled, else one buffer a fragment (PS3.5 A.4).
 */
export function framesOfItemStream(stream: Uint8Array<ArrayBuffer>): ArrayBuffer[] {
  const [table, ...fragments] = items(stream);
  const first = fragments[0];
  if (table === undefined || first === undefined) return [];
  if (table.bytes.byteLength === 0) return fragments.map(({ bytes }) => bytes.buffer);
  const view = new DataView(table.bytes.buffer);
  const starts: number[] = [];
  for (let at = 0; at + 4 <= table.bytes.byteLength; at += 4) starts.push(view.getUint32(at, true));
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? Infinity;
    const own = fragments.filter(({ offset }) => {
      const relative = offset - first.offset;
      return relative >= start && relative < end;
    });
    return joined(own.map(({ bytes }) => bytes)).buffer;
  });
}

/**
 * The item stream of frames, one fragment each.
 *
 * @param hasTable False leaves the Basic Offset Table empty.
 */
export function itemStreamOfFrames(
  frames: readonly Uint8Array[],
  hasTable: boolean,
): Uint8Array<ArrayBuffer> {
  const padded = frames.map((frame) => frame.byteLength + (frame.byteLength & 1));
  const tableSize = hasTable ? 4 * frames.length : 0;
  const firstFragment = 8 + tableSize;
  const size = padded.reduce((sum, length) => sum + 8 + length, firstFragment);
  const stream = new Uint8Array(size);
  const view = new DataView(stream.buffer);
  view.setUint32(0, itemTag, true);
  view.setUint32(4, tableSize, true);
  let offset = firstFragment;
  frames.forEach((frame, index) => {
    const length = padded[index] ?? 0;
    if (hasTable) view.setUint32(8 + 4 * index, offset - firstFragment, true);
    view.setUint32(offset, itemTag, true);
    view.setUint32(offset + 4, length, true);
    stream.set(frame, offset + 8);
    offset += 8 + length;
  });
  return stream;
}
