import { CoreError } from 'overread-core';

/** What an archive may hold: one beyond it is refused before anything is unpacked. */
export const archiveLimits = {
  entries: 50_000,
  /** Two double-layer DVDs. */
  totalBytes: 17e9,
  /** Of one file in it; only that file is refused. */
  entryBytes: 1024 ** 3,
  /** Of a file larger than a mebibyte, which alone is refused too; DICOM rarely compresses beyond 20. */
  ratio: 400,
  /** Archives inside archives: an archive can hold itself. */
  depth: 3,
  /** Archives of one task that were unpacked from others stay so until they are closed. */
  heldBytes: 4e9,
};

/** What an archive's directory says that unpacks. */
export interface ArchiveSize {
  /** Of the archive itself. */
  bytes: number;
  entries: number;
  /** Of all its files, unpacked. */
  unpackedBytes: number;
}

/** Archives inside the archives of one task: together they may hold what one archive may. */
export class NestedArchives {
  private entries = 0;
  private heldBytes = 0;
  private unpackedBytes = 0;

  /** @throws CoreError `too-large` for one too many, which then does not count. */
  add(size: ArchiveSize): void {
    const entries = this.entries + size.entries;
    const heldBytes = this.heldBytes + size.bytes;
    const unpackedBytes = this.unpackedBytes + size.unpackedBytes;
    const check = (value: number, most: number, what: string): void => {
      if (value <= most) return;
      throw new CoreError('too-large', `Archives inside archives hold ${value} ${what} together; at most ${most}`);
    };
    check(entries, archiveLimits.entries, 'files');
    check(heldBytes, archiveLimits.heldBytes, 'bytes, still packed,');
    check(unpackedBytes, archiveLimits.totalBytes, 'bytes, unpacked,');
    Object.assign(this, { entries, heldBytes, unpackedBytes });
  }
}
