import type { FileEntry } from '@zip.js/zip.js';
import { BlobReader, configure, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { CoreError } from 'overread-core';
import { archiveLimits } from './archive_limits.js';

// Whoever opens an archive is in a worker already, or is the command line.
configure({ useWebWorkers: false });

function isOfInterest({ filename }: { filename: string }): boolean {
  const base = filename.slice(filename.lastIndexOf('/') + 1);
  return base !== '' && !base.startsWith('.') && !filename.startsWith('__MACOSX/');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why a file of an archive is not unpacked, whatever it is. */
function refusalOf({ compressedSize, encrypted, uncompressedSize }: FileEntry): CoreError | undefined {
  const { entryBytes, ratio } = archiveLimits;
  if (encrypted) return new CoreError('unsupported', 'The file is encrypted in its archive');
  if (uncompressedSize > entryBytes) {
    return new CoreError('too-large', `The file unpacks to ${uncompressedSize} bytes; at most ${entryBytes}`);
  }
  if (uncompressedSize > 1024 ** 2 && uncompressedSize > ratio * compressedSize) {
    return new CoreError(
      'too-large',
      `The file unpacks from ${compressedSize} bytes to ${uncompressedSize}; at most ${ratio} times as many`,
    );
  }
  return undefined;
}

/** A ZIP archive. Only its directory is read; a file is unpacked when it is asked for. */
export class Archive {
  private constructor(
    private readonly entries: readonly FileEntry[],
    /** Of all its files that are not refused one by one. */
    readonly unpackedBytes: number,
  ) {}

  /**
   * @param depth How many archives it is in.
   * @throws CoreError `too-large` for an archive that as a whole is beyond {@link archiveLimits},
   *     `decode-failed` for a broken one.
   */
  static async open(file: Blob, depth: number): Promise<Archive> {
    if (depth >= archiveLimits.depth) {
      throw new CoreError('too-large', `An archive inside ${depth} others; at most ${archiveLimits.depth} are opened`);
    }
    const { entries: entriesAtMost, totalBytes } = archiveLimits;
    const entries: FileEntry[] = [];
    let count = 0;
    let unpackedBytes = 0;
    try {
      // Names are shown and compared, never opened: one that points out of its folder harms nothing.
      const reader = new ZipReader(new BlobReader(file), { filenameValidation: 'tolerant' });
      for await (const entry of reader.getEntriesGenerator()) {
        count += 1;
        if (count > entriesAtMost) throw new CoreError('too-large', `The archive has more than ${entriesAtMost} files`);
        if (entry.directory || !isOfInterest(entry)) continue;
        entries.push(entry);
        if (refusalOf(entry) === undefined) unpackedBytes += entry.uncompressedSize;
        if (unpackedBytes > totalBytes) {
          throw new CoreError('too-large', `The archive unpacks to ${unpackedBytes} bytes or more; at most ${totalBytes}`);
        }
      }
    } catch (error) {
      if (error instanceof CoreError) throw error;
      throw new CoreError('decode-failed', `The archive cannot be read: ${reasonOf(error)}`);
    }
    return new Archive(entries, unpackedBytes);
  }

  /** The paths of its files, folders and hidden files left out, in the order of the directory. */
  get names(): string[] {
    return this.entries.map(({ filename }) => filename);
  }

  /** Bytes of each, unpacked, in the same order. */
  get sizes(): number[] {
    return this.entries.map(({ uncompressedSize }) => uncompressedSize);
  }

  /**
   * One file, whole and true to its checksum.
   *
   * @param index Its place in {@link names}.
   * @throws CoreError `unsupported` for an encrypted one, `too-large` for one beyond
   *     {@link archiveLimits}, `decode-failed` for a broken one.
   */
  async bytes(index: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.entries[index];
    if (entry === undefined) throw new CoreError('not-found', 'The archive has no such file');
    const refusal = refusalOf(entry);
    if (refusal !== undefined) throw refusal;
    try {
      return await entry.getData(new Uint8ArrayWriter(), { checkCrc32: true, checkOverlappingEntry: true });
    } catch (error) {
      throw new CoreError('decode-failed', `The file cannot be unpacked: ${reasonOf(error)}`);
    }
  }
}
