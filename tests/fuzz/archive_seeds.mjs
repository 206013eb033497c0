/** Archives to begin with: one for each thing that a reader of them has code for. */
import { webRequire } from '../web/source.mjs';

const { zipSync } = webRequire('fflate');
const { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } = webRequire('@zip.js/zip.js');

const text = (words) => new TextEncoder().encode(words);
const files = { 'a/1.dcm': text('one'), 'b.dcm': text('two, two, two, two, two'), DICOMDIR: text('D\nA\\1\nB') };
const lastModDate = new Date(Date.UTC(2024, 0, 31));

async function written(options, entries = files) {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, lastModDate, ...options });
  for (const [name, bytes] of Object.entries(entries)) await writer.add(name, new Uint8ArrayReader(bytes));
  return writer.close(options.comment);
}

/** The same bytes with a bit set in the flags of every header. */
function flagged(zip, bit) {
  const changed = zip.slice();
  const view = new DataView(changed.buffer);
  for (let at = 0; at + 10 < changed.length; ++at) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) changed[at + 6] |= bit;
    if (signature === 0x02014b50) changed[at + 8] |= bit;
  }
  return changed;
}

/** The same archive, whose directory has the first file's place for all. */
function overlapping(zip) {
  const changed = zip.slice();
  const view = new DataView(changed.buffer);
  for (let at = 0; at + 46 <= changed.length; ++at) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 42, 0, true);
  }
  return changed;
}

/** Bytes that do not compress: a linear congruential sequence. */
function noise(count) {
  let state = 1;
  return Uint8Array.from({ length: count }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24);
}

export async function archiveSeeds() {
  const options = { mtime: lastModDate };
  const plain = zipSync(files, options);
  const numbered = (count, bytes = text('')) =>
    zipSync(Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}`, bytes])), options);
  const inside = (zip, times) =>
    times === 0 ? zip : inside(zipSync({ 'in.zip': zip, 'c.dcm': text('c') }, options), times - 1);
  return {
    plain,
    stored: zipSync(files, { ...options, level: 0 }),
    zip64: await written({ zip64: true, dataDescriptor: false }),
    'zip64-descriptor': await written({ zip64: true, dataDescriptor: true }),
    descriptor: await written({ dataDescriptor: true, level: 0 }),
    commented: await written({ comment: text('said of all'), extendedTimestamp: true }),
    encrypted: flagged(plain, 1),
    'encrypted-aes': await written({ password: 'p' }, { 'a.dcm': text('one') }),
    'encrypted-weakly': await written({ password: 'p', zipCrypto: true }, { 'a.dcm': text('one') }),
    'in-another': inside(plain, 1),
    'in-three': inside(plain, 3),
    folders: zipSync({ 'a/': text(''), 'a/.hidden': text('x'), '__MACOSX/1': text('x'), 'a/1': text('1') }, options),
    prefixed: Uint8Array.from([...plain.slice(0, 4), ...text('prefix'), ...plain]),
    bomb: zipSync({ 'zeros.dcm': new Uint8Array(60_000), 'more.dcm': new Uint8Array(70_000) }, options),
    // Beyond the limits of archive_rules.mjs: files together, then archives that are in another.
    'too-much': numbered(4, new Uint8Array(60_000)),
    'too-much-inside': inside(zipSync({ 'a.dcm': noise(21_000) }, options), 1),
    'too-many-inside': zipSync({ 1: numbered(15), 2: numbered(15), 3: numbered(15) }, options),
    overlapping: overlapping(plain),
    empty: zipSync({}, options),
    many: numbered(21),
  };
}
