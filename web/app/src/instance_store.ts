import type { FileSource } from '../../intake/file_source.js';
import type { MemoryProfile } from './memory_profile.js';
import { ReadyFiles, letGoOf } from './ready_files.js';
import type { DecodedFrame, ReadyFile } from './workers/protocol.js';

export interface StoredFile {
  name: string;
  file: FileSource;
  /** No two files ever have the same, though a closed one and another may share their UID. */
  serial: number;
}

/** Where the bytes of instances are: handles of files, and what of small ones waits to be shown. */
export class InstanceStore {
  private readonly files = new Map<string, StoredFile>();
  private readonly ready: ReadyFiles;
  private count = 0;

  constructor({ heldBytes }: Pick<MemoryProfile, 'heldBytes'>) {
    this.ready = new ReadyFiles(heldBytes);
  }

  get memoryBytes(): number {
    return this.ready.memoryBytes;
  }

  get isEmpty(): boolean {
    return this.files.size === 0;
  }

  /** The first of a UID stays. */
  add(sopInstanceUid: string, name: string, file: FileSource, ready?: ReadyFile): void {
    if (this.files.has(sopInstanceUid)) {
      if (ready !== undefined) letGoOf(ready);
      return;
    }
    const serial = ++this.count;
    this.files.set(sopInstanceUid, { name, file, serial });
    if (ready !== undefined) this.ready.keep(serial, ready);
  }

  /** All bytes of a file, once; after that its handle has to be read. */
  takeBytes({ serial }: StoredFile): Uint8Array<ArrayBuffer> | undefined {
    return this.ready.takeBytes(serial);
  }

  /** The only frame of a file, once; after that it has to be decoded. */
  takeFrame({ serial }: StoredFile): DecodedFrame | undefined {
    return this.ready.takeFrame(serial);
  }

  get(sopInstanceUid: string): StoredFile | undefined {
    return this.files.get(sopInstanceUid);
  }

  forget(sopInstanceUids: readonly string[]): void {
    for (const uid of sopInstanceUids) {
      const stored = this.files.get(uid);
      if (stored === undefined) continue;
      this.ready.forget(stored.serial);
      this.files.delete(uid);
    }
  }
}
