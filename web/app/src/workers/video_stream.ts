import type { Engine, ObjectMessage } from 'overread-core/engine';
import { CoreError } from 'overread-core/errors';

/** Enough for the header of nearly every file. */
const headerBytes = 128 * 1024;
/** What is read at once where the headers of fragments are. */
const windowBytes = 4 * 1024;
/** From how many bytes core/objects/video tells a container. */
const beginBytes = 1024;
/** Of a gigabyte in pieces of 16 KiB. */
const mostFragments = 65_536;

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** The fragments of a file one after another, without a copy of them. */
async function joined(engine: Engine, file: Blob, firstItem: number): Promise<Blob> {
  const parts: Blob[] = [];
  for (let at: number | null = firstItem; at !== null;) {
    const window = await bytesOf(file.slice(at, at + windowBytes));
    const found = engine.fragmentRanges(window, at, file.size);
    for (const [offset, size] of found.fragments) parts.push(file.slice(offset, offset + size));
    if (parts.length > mostFragments) {
      throw new CoreError('too-large', `The video is in more than ${mostFragments} fragments`);
    }
    at = found.next;
  }
  return new Blob(parts);
}

/**
 * Finds a video in its file. Only headers are read: the stream may be larger than the memory there is.
 *
 * @throws CoreError saying what is wrong with the file.
 */
export async function readVideo(engine: Engine, file: Blob): Promise<{ object: ObjectMessage; stream: Blob }> {
  let begin = await bytesOf(file.slice(0, headerBytes));
  let firstItem: number;
  try {
    firstItem = engine.firstFragment(begin, file.size);
  } catch (error) {
    // A trap ends this worker.
    if (begin.length === file.size || engine.replacementCount > 0) throw error;
    // A header longer than the part that was read, or a file that is broken: the whole file tells.
    begin = await bytesOf(file);
    firstItem = engine.firstFragment(begin, file.size);
  }
  const stream = await joined(engine, file, firstItem);
  const object = engine.readVideo(begin, await bytesOf(stream.slice(0, beginBytes)), stream.size);
  return { object, stream };
}
