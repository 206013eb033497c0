/**
 * A hundred files that no reader can use, each broken by a rule that is stated beside it, and the same judged by
 * dcmjs and arithmetic: nothing here asks the program under test.
 */
import { inflateRawSync } from 'node:zlib';
import { webRequire } from '../web/source.mjs';
import { deflated, el, explicitBig, explicitLittle, implicitLittle, jpegBaseline, randomOf, rle } from './instances.mjs';
import { dcmjs, dcmjsLog as log } from './places.mjs';
import { png, report, segmentation } from './whole_files.mjs';

const { zipSync } = webRequire('fflate');
const longForm = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

const writtenSyntaxes = new Set([implicitLittle, explicitLittle, explicitBig, deflated, rle, jpegBaseline]);

/** Where the elements of an explicit little-endian file stand, by tag; `at` is where the value begins. */
function elementsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map();
  for (let start = 132; start + 8 <= bytes.length; ) {
    const tag = [view.getUint16(start, true), view.getUint16(start + 2, true)].map((half) => half.toString(16).padStart(4, '0')).join('').toUpperCase();
    const vr = String.fromCharCode(bytes[start + 4], bytes[start + 5]);
    const isLong = longForm.has(vr);
    const length = isLong ? view.getUint32(start + 8, true) : view.getUint16(start + 6, true);
    const at = start + (isLong ? 12 : 8);
    found.set(tag, { start, at, vr, length, isLong });
    if (length === 0xffffffff) break;
    start = at + length;
  }
  return found;
}

function changed(bytes, change) {
  const copy = bytes.slice();
  change(copy, new DataView(copy.buffer, copy.byteOffset, copy.byteLength), elementsOf(copy));
  return copy;
}

const cut = (bytes, at) => bytes.slice(0, at);

/** The n-th item (0 is the Basic Offset Table) of encapsulated Pixel Data: where its header begins. */
function itemOf(bytes, wanted) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = elementsOf(bytes).get('7FE00010').at;
  for (let item = 0; item < wanted; ++item) at += 8 + view.getUint32(at + 4, true);
  return at;
}

/** Whether the items of encapsulated Pixel Data follow each other up to their delimiter, PS3.5 A.4. */
function hasItems(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = elementsOf(bytes).get('7FE00010')?.at ?? bytes.length;
  while (at + 8 <= bytes.length && view.getUint32(at, true) === 0xe000fffe) at += 8 + view.getUint32(at + 4, true);
  return at + 8 <= bytes.length && view.getUint32(at, true) === 0xe0ddfffe;
}

/** What is wrong with Pixel Data that a data set holds, by PS3.3 C.7.6.3 and PS3.5 8, or undefined. */
function pixelProblem(dict, syntax) {
  const value = (tag) => dict[tag]?.Value?.[0];
  const [rows, columns, samples, allocated, stored] = ['00280010', '00280011', '00280002', '00280100', '00280101'].map(value);
  const frames = Number(value('00280008') ?? 1);
  if (!(rows > 0 && columns > 0)) return 'no Rows or no Columns';
  if (![1, 8, 16, 32, 64].includes(allocated)) return 'Bits Allocated is not 1 or a multiple of 8';
  if (!(stored >= 1 && stored <= allocated)) return 'Bits Stored is not within Bits Allocated';
  if (samples !== 1 && samples !== 3) return 'Samples per Pixel is neither 1 nor 3';
  const values = dict['7FE00010']?.Value ?? [];
  if (values.length === 0) return 'no Pixel Data';
  if (syntax === rle || syntax === jpegBaseline) {
    const parts = values.flat().map((part) => new Uint8Array(part));
    if (parts.length < frames) return 'fewer fragments than frames';
    if (syntax === rle) return parts.some((part) => !isRle(part, rows * columns, (samples * allocated) / 8)) && 'an RLE segment that is too short';
    return parts.some((part) => !isJpeg(part)) && 'a JPEG without beginning or end';
  }
  const [pixels] = values;
  const needed = Math.ceil((rows * columns * samples * allocated * frames) / 8);
  return pixels.byteLength < needed && `${pixels.byteLength} bytes of pixels where ${needed} are needed`;
}

function isJpeg(part) {
  const end = part.length - (part.at(-1) === 0 ? 1 : 0);
  return part[0] === 0xff && part[1] === 0xd8 && part[end - 2] === 0xff && part[end - 1] === 0xd9;
}

/** Every segment gives one byte a pixel, PS3.5 G. */
function isRle(part, pixels, segmentCount) {
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  if (part.length < 64 || view.getUint32(0, true) !== segmentCount) return false;
  for (let segment = 1; segment <= segmentCount; ++segment) {
    const from = view.getUint32(4 * segment, true);
    const to = segment < segmentCount ? view.getUint32(4 * segment + 4, true) : part.length;
    if (from < 64 || to > part.length || from > to) return false;
    let made = 0;
    for (let at = from; at < to && made < pixels; ) {
      const code = part[at];
      if (code < 128 && at + code + 2 > to) return false;
      made += code < 128 ? code + 1 : code > 128 ? 257 - code : 0;
      at += code < 128 ? code + 2 : code > 128 ? 2 : 1;
    }
    if (made < pixels) return false;
  }
  return true;
}

/** What dcmjs says of a value that is longer than the file: it reads what is there and goes on. */
const complaints = [];
const validation = log.getLogger('validation.dcmjs');
validation.methodFactory = () => (...words) => complaints.push(words.join(' '));
validation.setLevel('warn');

/** What dcmjs and arithmetic find wrong with a DICOM file; undefined when nothing. */
export function problemOf(bytes) {
  complaints.length = 0;
  try {
    const { meta, dict } = dcmjs.DicomMessage.readFile(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const short = complaints.find((words) => words.includes('are available'));
    if (short !== undefined) return `dcmjs: ${short}`;
    const [syntax] = meta['00020010'].Value;
    if (!writtenSyntaxes.has(syntax)) return `no Transfer Syntax of this folder: ${syntax}`;
    if ((syntax === rle || syntax === jpegBaseline) && !hasItems(bytes)) return 'fragments that are longer than the file';
    if (!dict['00080018']?.Value?.[0]) return 'no SOP Instance UID';
    if (dict['00080060']?.Value?.[0] === 'SR') return dict['0040A730'] === undefined ? 'a report without content' : undefined;
    return pixelProblem(dict, syntax) || undefined;
  } catch (error) {
    return `dcmjs: ${error.message ?? error}`;
  }
}

/** Ways to break a picture that was written in explicit little endian. */
function explicitBreakers(random) {
  const native = (name, count, rule, change) => ({ name, count, rule, from: 'native', change });
  return [
    native('cut-in-pixels', 6, 'Pixel Data are longer than the file', (bytes) => cut(bytes, random.between(elementsOf(bytes).get('7FE00010').at + 1, bytes.length - 1))),
    native('cut-in-header', 6, 'the file ends inside an element before Pixel Data', (bytes) => {
      const elements = [...elementsOf(bytes)].filter(([tag, { length }]) => tag > '0008' && tag < '7FE0' && length > 1);
      const [, { at, length }] = elements[random.between(0, elements.length)];
      return cut(bytes, at + random.between(1, length));
    }),
    native('cut-in-meta', 3, 'the file ends in File Meta Information', (bytes) => cut(bytes, random.between(134, 250))),
    native('length-of-text', 6, 'an element is longer than the file', (bytes) =>
      changed(bytes, (_copy, view, elements) => {
        const short = [...elements].filter(([tag, { isLong }]) => tag > '0008' && tag < '7FE0' && !isLong);
        view.setUint16(short[random.between(0, short.length)][1].start + 6, 0xfff0, true);
      })),
    native('length-of-pixels', 5, 'Pixel Data are longer than the file, or shorter than the picture', (bytes) =>
      changed(bytes, (_copy, view, elements) => {
        const { at, length } = elements.get('7FE00010');
        view.setUint32(at - 4, (length ^ (1 << random.between(1, 31))) >>> 0, true);
      })),
    native('vr-of-rows', 4, 'Rows as OB have their length where Columns begin', (bytes) =>
      changed(bytes, (copy, _view, elements) => copy.set([0x4f, 0x42], elements.get('00280010').start + 4))),
    native('unknown-syntax', 4, 'no such Transfer Syntax, PS3.6 A', (bytes) =>
      changed(bytes, (copy, _view, elements) => copy.set(Buffer.from('1.2.840.10008.9.9.9'), elements.get('00020010').at))),
    native('native-undefined', 2, 'native Pixel Data of undefined length have no items', (bytes) =>
      changed(bytes, (_copy, view, elements) => view.setUint32(elements.get('7FE00010').at - 4, 0xffffffff, true))),
    native('zeros', 3, 'nothing but zeros: a disk that was recovered', (bytes) => new Uint8Array(bytes.length)),
    native('garbage', 5, 'random bytes', (bytes) => bytes.map(() => random.between(0, 256))),
    native('garbage-after-prefix', 4, 'random bytes behind the prefix DICM', (bytes) => bytes.map((byte, at) => (at < 132 ? byte : random.between(0, 256)))),
  ];
}

/** Pictures whose very data set says what cannot be. */
function claims() {
  const claim = (name, count, rule, tag, value) => ({ name, count, rule, from: 'native', dict: (dict) => { dict[tag] = value; } });
  return [
    claim('bits-allocated-17', 2, 'Bits Allocated is not a multiple of 8', '00280100', el('US', 17)),
    claim('bits-stored-20', 2, 'more Bits Stored than allocated', '00280101', el('US', 20)),
    claim('two-samples', 2, 'Samples per Pixel is neither 1 nor 3', '00280002', el('US', 2)),
    claim('no-rows', 2, 'a picture of no rows', '00280010', el('US', 0)),
    claim('huge-rows', 2, 'more rows than bytes', '00280010', el('US', 65535)),
    claim('two-billion-frames', 3, 'more frames than bytes', '00280008', el('IS', 2147483647)),
    { name: 'no-pixels', count: 2, rule: 'a CT image without Pixel Data', from: 'native', dict: (dict) => { delete dict['7FE00010']; } },
  ];
}

function compressedBreakers(random) {
  return [
    { name: 'rle-offset', count: 3, rule: 'an RLE segment begins behind the frame', from: 'rle', change: (bytes) =>
      changed(bytes, (_copy, view) => view.setUint32(itemOf(bytes, 1) + 8 + 4, 0x00ffff00, true)) },
    { name: 'rle-cut', count: 3, rule: 'RLE segments end before the picture does', from: 'rle', change: (bytes) =>
      changed(bytes, (copy) => copy.fill(0x80, itemOf(bytes, 1) + 8 + 64 + random.between(0, 40), bytes.length - 8)) },
    { name: 'fragment-length', count: 3, rule: 'a fragment is longer than the file', from: 'rle', change: (bytes) =>
      changed(bytes, (_copy, view) => view.setUint32(itemOf(bytes, 1) + 4, 0x7ffffffe, true)) },
    { name: 'fragment-tag', count: 2, rule: 'a fragment without an item tag', from: 'rle', change: (bytes) =>
      changed(bytes, (_copy, view) => view.setUint32(itemOf(bytes, 1), 0x12345678, true)) },
    { name: 'jpeg-cut', count: 3, rule: 'the JPEG of a frame ends in the middle of its scan', from: 'jpeg', jpeg: (bytes) => cut(bytes, 2 * Math.floor(bytes.length * 0.3)) },
    { name: 'jpeg-garbage', count: 2, rule: 'a frame begins as JPEG and goes on as noise', from: 'jpeg', jpeg: (bytes) => bytes.map((byte, at) => (at < 2 ? byte : random.between(0, 255))) },
    { name: 'deflate-cut', count: 2, rule: 'the deflated data set ends too early', from: 'deflated', change: (bytes) => cut(bytes, Math.floor(bytes.length * 0.7)) },
    { name: 'deflate-flipped', count: 2, rule: 'zlib does not inflate the data set', from: 'deflated', change: (bytes) => flippedUntilBroken(random, bytes) },
  ];
}

function deflatedFrom(bytes) {
  const { at } = elementsOf(bytes.slice(0, 400)).get('00020000');
  return at + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

function flippedUntilBroken(random, bytes) {
  const from = deflatedFrom(bytes);
  for (;;) {
    const copy = bytes.slice();
    copy[random.between(from, bytes.length - 8)] ^= 1 << random.between(0, 8);
    try {
      inflateRawSync(copy.subarray(from));
    } catch {
      return copy;
    }
  }
}

/** Pictures and archives that are no DICOM, and what else lies in folders. */
function otherFiles(random, jpegs, one) {
  const pngOf = (claimed) => png(random, 50, 40, claimed);
  const zip = zipSync({ 'inside.dcm': [one, { level: 0 }] });
  const nested = [1, 2, 3].reduce((inner) => zipSync({ 'deeper.zip': inner }), zipSync({ 'a.dcm': one }));
  const files = [
    ['png-cut-1.png', 'the picture ends before its last line', cut(pngOf(), Math.floor(pngOf().length * 0.6))],
    ['png-cut-2.png', 'the picture ends in its header', cut(pngOf(), 30)],
    ['png-huge.png', 'a picture of 60000 × 60000 in a few bytes', pngOf([60000, 60000])],
    ['jpeg-cut-1.jpg', 'the picture ends before its first line', cut(jpegs[0], 200)],
    ['jpeg-cut-2.jpg', 'the picture ends in its first marker', cut(jpegs[1], 3)],
    ['zip-cut-1.zip', 'an archive without its directory', cut(zip, 200)],
    ['zip-cut-2.zip', 'an archive without the end of its directory', cut(zip, zip.length - 10)],
    ['zip-checksum.zip', 'a file that is not what its checksum says', zip.map((byte, at) => (at === 600 ? byte ^ 1 : byte))],
    ['zip-bomb.zip', 'an archive of 20 MB of zeros', zipSync({ 'zeros.dcm': new Uint8Array(2e7) }, { level: 9 })],
    ['zip-deep.zip', 'an archive inside three others', nested],
    ['letter.txt', 'a text', Buffer.from('Dear colleague, thank you for sending the patient.\n')],
    ['page.html', 'a page', Buffer.from('<!doctype html><title>Study</title>')],
    ['letter.pdf', 'a document', Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n')],
    ['empty.dcm', 'no bytes', new Uint8Array()],
  ];
  return files.map(([name, rule, bytes]) => ({ path: `broken/${name}`, rule, bytes, isDicom: false }));
}

/** Fills what is left of a hundred: one bit of the length of an item, a nest of sequences. */
function objectFiles(folder, one) {
  const series = folder.series.find(({ modality }) => modality === 'SR');
  const place = folder.place(series, 0);
  const made = (number) => ({ ...place, number, uid: `${series.uid}.9${number}` });
  const longText = changed(report(made(1), 'Broken').bytes, (copy, view) => {
    const text = Buffer.from(copy.buffer).indexOf(Buffer.from('\x40\x00\x60\xa1UT', 'latin1'));
    view.setUint32(text + 8, 0x7ffffff0, true);
  });
  const cutReport = (bytes) => cut(bytes, bytes.length - 60);
  const mask = segmentation(made(3), [{ ...one, number: 1 }]).bytes;
  return [
    { path: `${series.path}/sr-text.dcm`, rule: 'a text in an item is longer than the file', bytes: longText, isDicom: false },
    { path: `${series.path}/sr-cut.dcm`, rule: 'a report that ends in the middle', bytes: cutReport(report(made(2), 'Broken').bytes) },
    { path: `${series.path}/seg-cut.dcm`, rule: 'a segmentation that ends in its pixels', bytes: cut(mask, mask.length - 100) },
  ].map((file) => ({ isDicom: true, ...file }));
}

/**
 * @param folder  From `wholeFolder`; takes pictures of its series to break them.
 * @returns a hundred files with the rule that each breaks.
 */
export function brokenFiles(folder, seed, jpegs) {
  const random = randomOf(seed);
  const sources = {
    native: folder.series.filter(({ description }) => ['Thorax, explicit', 'T2', 'Spine'].includes(description)),
    rle: folder.series.filter(({ description }) => description.startsWith('RLE') && description !== 'RLE color'),
    jpeg: folder.series.filter(({ description }) => description === 'JPEG clips'),
    deflated: folder.series.filter(({ description }) => description === 'Thorax, deflated'),
  };
  const files = [];
  for (const breaker of [...explicitBreakers(random), ...claims(), ...compressedBreakers(random)]) {
    for (let index = 1; index <= breaker.count; ++index) {
      const series = sources[breaker.from][random.between(0, sources[breaker.from].length)];
      const changes = {
        ...(breaker.dict === undefined ? {} : { change: breaker.dict, writer: 'dcmjs' }),
        ...(breaker.jpeg === undefined ? {} : { jpegs: jpegs.slice(0, 2).map(breaker.jpeg) }),
      };
      const made = folder.next(series, changes);
      const bytes = breaker.change?.(made.bytes) ?? made.bytes;
      files.push({ path: `${series.path}/${breaker.name}-${index}`, rule: breaker.rule, bytes, isDicom: true, uid: made.uid });
    }
  }
  const [native] = sources.native;
  const one = folder.next(native);
  return [...files, ...objectFiles(folder, one), ...otherFiles(random, jpegs, one.bytes)];
}
