import type { FileSource } from '../../intake/file_source.js';
import { letGo } from '../../intake/let_go.js';
import { HeldBytes } from './held_bytes.js';
import type { MemoryProfile } from './memory_profile.js';

export interface StoredFile {
  name: string;
  file: FileSource;
  /** No two files ever have the same, though a closed one and another may share their UID. */
  serial: number;
}

/** Where the bytes of instances are: handles of files, and of small ones their bytes until they are decoded. */
export class InstanceStore {
  private readonly files = new Map<string, StoredFile>();
  private readonly held: HeldBytes;
  private count = 0;

  constructor({ heldBytes }: Pick<MemoryProfile, 'heldBytes'>) {
    this.held = new HeldBytes(heldBytes);
  }

  get memoryBytes(): number {
    return this.held.memoryBytes;
  }

  get isEmpty(): boolean {
    return this.files.size === 0;
  }

  /** @param bytes  All of the file, when they were read anyway. */
  add(sopInstanceUid: string, name: string, file: FileSource, bytes?: Uint8Array<ArrayBuffer>): void {
    if (this.files.has(sopInstanceUid)) {
      if (bytes !== undefined) letGo(bytes);
      return;
    }
    const serial = ++this.count;
    this.files.set(sopInstanceUid, { name, file, serial });
    if (bytes !== undefined) this.held.keep(serial, bytes);
  }

  /** All bytes of a file, once; after that its handle has to be read. */
  takeBytes({ serial }: StoredFile): Uint8Array<ArrayBuffer> | undefined {
    return this.held.take(serial);
  }

  get(sopInstanceUid: string): StoredFile | undefined {
    return this.files.get(sopInstanceUid);
  }

  forget(sopInstanceUids: readonly string[]): void {
    for (const uid of sopInstanceUids) {
      const stored = this.files.get(uid);
      if (stored === undefined) continue;
      this.held.forget(stored.serial);
      this.files.delete(uid);
    }
  }
}
