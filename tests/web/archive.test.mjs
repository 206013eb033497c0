/** Archives: what is in them, what is refused, and that a file comes out as it went in. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { source, webRequire } from './source.mjs';

const { zipSync } = webRequire('fflate');
const { BlobReader, BlobWriter, ZipWriter } = webRequire('@zip.js/zip.js');
const { Archive } = await source('intake/archive.ts');
const { NestedArchives, archiveLimits } = await source('intake/archive_limits.ts');
const { SourceReader } = await source('intake/file_source.ts');

const text = (words) => new TextEncoder().encode(words);
const open = (bytes, depth = 0) => Archive.open(new Blob([bytes]), depth);
const failsWith = (code, message) => (error) => error.code === code && message.test(error.message);

/** Bytes that do not compress: a linear congruential sequence. */
function noise(count) {
  const bytes = new Uint8Array(count);
  let state = 1;
  for (let i = 0; i < count; ++i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** Offset of a central directory record, by its place. */
function centralRecord(zip, place) {
  let found = -1;
  for (let at = 0; at + 4 <= zip.length; ++at) {
    if (zip[at] === 0x50 && zip[at + 1] === 0x4b && zip[at + 2] === 1 && zip[at + 3] === 2 && ++found === place) return at;
  }
  throw new Error('no such record');
}

/** The same archive, whose directory says another size of a file, packed to a hundredth. */
function claiming(zip, place, unpackedBytes) {
  const view = new DataView(zip.buffer, zip.byteOffset);
  const record = centralRecord(zip, place);
  view.setUint32(record + 20, Math.ceil(unpackedBytes / 100), true);
  view.setUint32(record + 24, unpackedBytes, true);
  return zip;
}

describe('an archive', () => {
  test('gives its files as they went in, stored or compressed, names in any script', async () => {
    const stored = noise(5000);
    const archive = await open(
      zipSync({ 'снимки/КТ.dcm': text('one'), 'b/c.dcm': [stored, { level: 0 }], 'empty.dcm': text('') }),
    );
    assert.deepEqual(archive.names, ['снимки/КТ.dcm', 'b/c.dcm', 'empty.dcm']);
    assert.deepEqual(await archive.bytes(0), text('one'));
    assert.deepEqual(await archive.bytes(1), stored);
    assert.deepEqual(await archive.bytes(2), text(''));
    assert.deepEqual(await archive.bytes(0), text('one'));
    await assert.rejects(archive.bytes(3), failsWith('not-found', /no such file/));
  });

  test('gives files whose names are absolute or point out of it, and the others beside them', async () => {
    const names = ['/a.dcm', '../../b.dcm', 'C:\\c.dcm', '\\\\host\\d.dcm', 'e.dcm'];
    const archive = await open(zipSync(Object.fromEntries(names.map((name) => [name, text(name)]))));
    assert.deepEqual(archive.names, names);
    for (const [index, name] of names.entries()) assert.deepEqual(await archive.bytes(index), text(name));
  });

  test('leaves out folders and what the system hides in it', async () => {
    const archive = await open(
      zipSync({ 'a/': text(''), 'a/.DS_Store': text('x'), '__MACOSX/a/1.dcm': text('x'), 'a/1.dcm': text('1') }),
    );
    assert.deepEqual(archive.names, ['a/1.dcm']);
  });

  test('names a damaged file and gives the others', async () => {
    const zip = zipSync({ 'a.dcm': [noise(300), { level: 0 }], 'b.dcm': text('whole') });
    zip[100] ^= 1;
    const archive = await open(zip);
    await assert.rejects(archive.bytes(0), failsWith('decode-failed', /CRC/i));
    assert.deepEqual(await archive.bytes(1), text('whole'));
  });

  test('is refused when its directory is cut off', async () => {
    const zip = zipSync({ 'a.dcm': noise(300) });
    await assert.rejects(open(zip.slice(0, 200)), failsWith('decode-failed', /cannot be read/));
  });

  test('says that a file is encrypted', async () => {
    const writer = new ZipWriter(new BlobWriter(), { password: 'secret' });
    await writer.add('a.dcm', new BlobReader(new Blob(['one'])));
    const archive = await Archive.open(await writer.close(), 0);
    await assert.rejects(archive.bytes(0), failsWith('unsupported', /encrypted/));
  });

  test('refuses a bomb in it by name when it is read, and gives the others', async () => {
    // 1.1 MB of zeros take less than a 400th of that; 1 MiB exactly is small enough to be whatever it is.
    const archive = await open(
      zipSync({ 'zeros.dcm': new Uint8Array(1.1e6), 'a.dcm': text('one'), 'small.dcm': new Uint8Array(1024 ** 2) }),
    );
    assert.deepEqual(archive.names, ['zeros.dcm', 'a.dcm', 'small.dcm']);
    assert.equal(archive.unpackedBytes, 3 + 1048576);
    await assert.rejects(archive.bytes(0), failsWith('too-large', /bytes to 1100000; at most 400 times/));
    assert.deepEqual(await archive.bytes(1), text('one'));
    assert.equal((await archive.bytes(2)).length, 1048576);
  });

  test('refuses a file in it that unpacks to more than a gibibyte', async () => {
    const zip = claiming(zipSync({ 'huge.dcm': noise(300), 'a.dcm': text('one') }), 0, 1024 ** 3 + 1);
    const archive = await open(zip);
    await assert.rejects(archive.bytes(0), failsWith('too-large', /1073741825 bytes; at most 1073741824/));
    assert.deepEqual(await archive.bytes(1), text('one'));
  });

  test('is refused as a whole when its files unpack to more than 17 GB together', async () => {
    // 15 GiB are 16 106 127 360 bytes, 16 GiB 17 179 869 184.
    const files = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`${i}.dcm`, noise(30)]));
    const zip = zipSync(files);
    for (let i = 0; i < 15; ++i) claiming(zip, i, 1024 ** 3);
    assert.equal((await open(zip)).names.length, 16);
    claiming(zip, 15, 1024 ** 3);
    await assert.rejects(open(zip), failsWith('too-large', /17179869184 bytes or more; at most 17000000000/));
  });

  test('does not unpack more than its directory says', async () => {
    const zip = zipSync({ 'a.dcm': noise(300) });
    const view = new DataView(zip.buffer, zip.byteOffset);
    view.setUint32(centralRecord(zip, 0) + 24, 299, true);
    const archive = await open(zip);
    await assert.rejects(archive.bytes(0), failsWith('decode-failed', /unpacked/));
  });

  test('does not unpack the same bytes as two files', async () => {
    const zip = zipSync({ 'a.dcm': noise(300), 'b.dcm': noise(300) });
    const view = new DataView(zip.buffer, zip.byteOffset);
    view.setUint32(centralRecord(zip, 1) + 42, 0, true);
    const archive = await open(zip);
    await archive.bytes(0);
    await assert.rejects(archive.bytes(1), failsWith('decode-failed', /unpacked/));
  });

  test('is not opened inside three others', async () => {
    const zip = zipSync({ 'a.dcm': text('one') });
    assert.deepEqual((await open(zip, archiveLimits.depth - 1)).names, ['a.dcm']);
    await assert.rejects(open(zip, archiveLimits.depth), failsWith('too-large', /inside 3 others; at most 3/));
  });
});

describe('archives inside the archives of one task', () => {
  const size = (given) => ({ bytes: 0, entries: 0, unpackedBytes: 0, ...given });
  const cases = [
    ['entries', 50_000, /hold 50001 files together; at most 50000/],
    ['bytes', 4e9, /hold 4000000001 bytes, still packed, together; at most 4000000000/],
    ['unpackedBytes', 17e9, /hold 17000000001 bytes, unpacked, together; at most 17000000000/],
  ];
  for (const [what, most, message] of cases) {
    test(`may hold so much together and no more: ${what}`, () => {
      const nested = new NestedArchives();
      nested.add(size({ [what]: most - 7 }));
      assert.throws(() => nested.add(size({ [what]: 8 })), failsWith('too-large', message));
      // The one that was refused does not count.
      nested.add(size({ [what]: 7 }));
    });
  }
});

describe('a reader of sources', () => {
  test('gets files on disk and files in archives, however many archives there are', async () => {
    const reader = new SourceReader();
    assert.deepEqual(await reader.bytes(new Blob(['plain'])), text('plain'));
    const archives = Array.from({ length: 6 }, (_, serial) => ({
      archive: new Blob([zipSync({ 'a.dcm': text(`a${serial}`), 'b.dcm': text(`b${serial}`) })]),
      serial,
    }));
    for (const round of [0, 1]) {
      for (const { archive, serial } of archives) {
        assert.deepEqual(await reader.bytes({ archive, serial, index: round }), text(`${'ab'[round]}${serial}`));
      }
    }
  });
});
