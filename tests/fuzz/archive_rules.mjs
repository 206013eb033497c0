/** What reading an archive ends in, whatever its bytes are: files, or errors that say why, all within the limits. */
import assert from 'node:assert/strict';

/** So small that inputs of a few kilobytes reach them. */
const limits = { entries: 20, totalBytes: 200_000, entryBytes: 65_536, heldBytes: 20_000, depth: 2 };

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

function isReason(error, codes) {
  assert(error?.message, 'an error has a message');
  assert(codes.includes(error.code), `an error is one of ${codes.join(', ')}: ${error.stack ?? error.message}`);
}

async function tryDirectory(Archive, bytes) {
  let archive;
  try {
    archive = await Archive.open(new Blob([bytes]), 0);
  } catch (error) {
    isReason(error, ['decode-failed', 'too-large']);
    return;
  }
  const { names, sizes, unpackedBytes } = archive;
  assert(names.length <= limits.entries && names.length === sizes.length, 'at most so many files, each with a size');
  assert(unpackedBytes <= limits.totalBytes, 'the files together are within the limit');
  const unpacked = [];
  for (const [index, size] of sizes.entries()) {
    try {
      const { length } = await archive.bytes(index);
      assert.equal(length, size, 'a file has the size that the directory says');
      assert(size <= limits.entryBytes, 'a file is within its limit');
      unpacked.push(size);
    } catch (error) {
      isReason(error, ['decode-failed', 'too-large', 'unsupported']);
    }
  }
  assert(sum(unpacked) <= unpackedBytes, 'no more is unpacked than was counted');
}

/** Takes what begins with D for a DICOMDIR of a path a line, what is empty for broken, the rest for images. */
function engineCounting(sizes) {
  const text = (bytes) => Buffer.from(bytes).toString('latin1');
  return {
    instanceHeader(bytes) {
      sizes.push(bytes.length);
      if (bytes.length === 0) throw Object.assign(new Error('The file is empty'), { code: 'not-dicom' });
      const isDirectory = text(bytes).startsWith('D');
      return { rows: isDirectory ? 0 : 2, sop_instance_uid: isDirectory ? '' : text(bytes.slice(0, 4)) };
    },
    mediaDirectory: (bytes) => text(bytes).split('\n').slice(1),
    secondaryCapture: (bytes) => bytes,
  };
}

async function tryIntake(IntakeReader, bytes) {
  globalThis.fuzzedFile = bytes;
  const sizes = [];
  const { records } = await new IntakeReader(engineCounting(sizes)).read(['a.zip']);
  for (const { path, error } of records) {
    assert(path === 'a.zip' || path.startsWith('a.zip/'), 'what became of a file is told under its path');
    // The seeds call an archive in another so.
    assert(path.split('/in.zip/').length <= limits.depth, 'no archive is opened inside so many');
    if (error !== undefined) {
      isReason(error, ['decode-failed', 'invalid-attribute', 'not-dicom', 'not-found', 'too-large', 'unsupported']);
    }
  }
  // Those of the archive itself, and those of all the archives in it.
  assert(records.length <= 2 * limits.entries, 'at most so many files, archives in the archive included');
  assert(sum(sizes) <= Math.max(bytes.length, 2 * limits.totalBytes), 'at most so many bytes');
}

/**
 * @param sources Of archive_bundle.mjs.
 * @throws AssertionError naming the rule that was broken, or whatever came out uncaught.
 */
export async function tryArchive({ Archive, IntakeReader, archiveLimits }, bytes) {
  Object.assign(archiveLimits, limits);
  await tryDirectory(Archive, bytes);
  await tryIntake(IntakeReader, bytes);
}
