import type { FileSource } from '../../intake/file_source.js';

export interface StoredFile {
  name: string;
  file: FileSource;
  /** No two files ever have the same, though a closed one and another may share their UID. */
  serial: number;
}

/** Where the bytes of instances are: handles of files, not the bytes themselves. */
export class InstanceStore {
  private readonly files = new Map<string, StoredFile>();
  private count = 0;

  get isEmpty(): boolean {
    return this.files.size === 0;
  }

  add(sopInstanceUid: string, name: string, file: FileSource): void {
    if (this.files.has(sopInstanceUid)) return;
    this.files.set(sopInstanceUid, { name, file, serial: ++this.count });
  }

  get(sopInstanceUid: string): StoredFile | undefined {
    return this.files.get(sopInstanceUid);
  }

  forget(sopInstanceUids: readonly string[]): void {
    for (const uid of sopInstanceUids) this.files.delete(uid);
  }
}
