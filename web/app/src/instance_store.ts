/** Where the bytes of instances are: handles of files, not the bytes themselves. */
export class InstanceStore {
  private readonly files = new Map<string, { name: string; file: Blob }>();

  add(sopInstanceUid: string, name: string, file: Blob): void {
    if (!this.files.has(sopInstanceUid)) this.files.set(sopInstanceUid, { name, file });
  }

  get(sopInstanceUid: string): { name: string; file: Blob } | undefined {
    return this.files.get(sopInstanceUid);
  }

  forget(sopInstanceUids: readonly string[]): void {
    for (const uid of sopInstanceUids) this.files.delete(uid);
  }
}
