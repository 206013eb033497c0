import type { FileSource } from '../../intake/file_source.js';
import { smallFileBytes } from '../../intake/size_limit.js';

/** A file that waits for a worker, and all of its bytes where the page has read it. */
export interface WaitingFile {
  file: FileSource;
  bytes?: Uint8Array<ArrayBuffer>;
  state?: 'being-read' | 'read';
}

/** So many files at most are read, or being read, before a worker takes them. */
const aheadCount = 8;

/**
 * Files that wait for a worker. The page reads the next small ones itself: a file's handle on its way to a worker and
 * the reading there cost more than the reading here and the way of the bytes, which only change hands.
 */
export class ReadAhead<File extends WaitingFile> {
  private files: File[] = [];

  /** @param onRead A file can be taken. */
  constructor(private readonly onRead: () => void) {}

  push(file: File): void {
    this.files.push(file);
    this.begin();
  }

  /** Puts files before all others. */
  putFirst(files: readonly File[]): void {
    this.files = [...files, ...this.files];
    this.begin();
  }

  /** The next that is read, or that the worker has to read. */
  take(): File | undefined {
    const index = this.files.slice(0, aheadCount).findIndex(({ state }) => state !== 'being-read');
    if (index < 0) return undefined;
    const [file] = this.files.splice(index, 1);
    this.begin();
    return file;
  }

  private begin(): void {
    for (const file of this.files.slice(0, aheadCount)) {
      if (file.state === undefined && file.file instanceof Blob && file.file.size <= smallFileBytes) {
        file.state = 'being-read';
        void this.read(file, file.file);
      }
    }
  }

  private async read(file: File, blob: Blob): Promise<void> {
    try {
      file.bytes = new Uint8Array(await blob.arrayBuffer());
    } catch {
      // The worker that tries it again says why it cannot be read.
    }
    file.state = 'read';
    this.onRead();
  }
}
