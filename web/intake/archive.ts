import type { FileEntry } from '@zip.js/zip.js';
import { BlobReader, configure, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { CoreError } from 'overread-core';

// Whoever opens an archive is in a worker already, or is the command line.
configure({ useWebWorkers: false });

/** What an archive may hold: one beyond it is refused before anything is unpacked. */
export const archiveLimits = {
  entries: 50_000,
  /** Two double-layer DVDs. */
  totalBytes: 17e9,
  entryBytes: 1024 ** 3,
  /** Of an entry larger than a mebibyte; DICOM rarely compresses beyond 20. */
  ratio: 400,
  /** Archives inside archives: an archive can hold itself. */
  depth: 3,
};

function isOfInterest({ filename }: { filename: string }): boolean {
  const base = filename.slice(filename.lastIndexOf('/') + 1);
  return base !== '' && !base.startsWith('.') && !filename.startsWith('__MACOSX/');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A ZIP archive. Only its directory is read; a file is unpacked when it is asked for. */
export class Archive {
  private constructor(private readonly entries: readonly FileEntry[]) {}

  /**
   * @param depth How many archives it is in.
   * @throws CoreError `too-large` for an archive beyond {@link archiveLimits}, `decode-failed` for a
   *     broken one.
   */
  static async open(file: Blob, depth: number): Promise<Archive> {
    if (depth >= archiveLimits.depth) {
      throw new CoreError('too-large', `An archive inside ${depth} others; at most ${archiveLimits.depth} are opened`);
    }
    const entries: FileEntry[] = [];
    let count = 0;
    let total = 0;
    try {
      for await (const entry of new ZipReader(new BlobReader(file)).getEntriesGenerator()) {
        count += 1;
        if (count > archiveLimits.entries) {
          throw new CoreError('too-large', `The archive has more than ${archiveLimits.entries} files`);
        }
        if (entry.directory) continue;
        const { compressedSize, filename, uncompressedSize } = entry;
        total += uncompressedSize;
        const ratio = uncompressedSize / Math.max(compressedSize, 1);
        const bomb = uncompressedSize > 1024 ** 2 && ratio > archiveLimits.ratio;
        if (bomb || uncompressedSize > archiveLimits.entryBytes || total > archiveLimits.totalBytes) {
          throw new CoreError('too-large', `${filename} in the archive unpacks to too many bytes`);
        }
        if (isOfInterest(entry)) entries.push(entry);
      }
    } catch (error) {
      if (error instanceof CoreError) throw error;
      throw new CoreError('decode-failed', `The archive cannot be read: ${reasonOf(error)}`);
    }
    return new Archive(entries);
  }

  /** The paths of its files, folders and hidden files left out, in the order of the directory. */
  get names(): string[] {
    return this.entries.map(({ filename }) => filename);
  }

  /**
   * One file, whole and true to its checksum.
   *
   * @param index Its place in {@link names}.
   * @throws CoreError `unsupported` for an encrypted one, `decode-failed` for a broken one.
   */
  async bytes(index: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.entries[index];
    if (entry === undefined) throw new CoreError('not-found', 'The archive has no such file');
    if (entry.encrypted) throw new CoreError('unsupported', 'The file is encrypted in its archive');
    try {
      return await entry.getData(new Uint8ArrayWriter(), { checkCrc32: true, checkOverlappingEntry: true });
    } catch (error) {
      throw new CoreError('decode-failed', `The file cannot be unpacked: ${reasonOf(error)}`);
    }
  }
}
