import type { Archive } from './archive.js';

/** A file inside an archive; the same `serial` means the same archive. */
export interface ArchivedFile {
  archive: Blob;
  serial: number;
  index: number;
  /** Unpacked. */
  size: number;
}

/** Where the bytes of a file are, and how many. Neither form holds them, and both can be sent to a worker. */
export type FileSource = Blob | ArchivedFile;

/** Directories of more archives than one reads at a time are not kept. */
const keptArchives = 4;

/** Gets the bytes of sources, reading an archive's directory once. */
export class SourceReader {
  private readonly archives = new Map<number, Promise<Archive>>();

  async bytes(source: FileSource): Promise<Uint8Array<ArrayBuffer>> {
    if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
    return (await this.archive(source)).bytes(source.index);
  }

  private archive({ archive, serial }: ArchivedFile): Promise<Archive> {
    let opened = this.archives.get(serial);
    if (opened === undefined) {
      opened = openArchive(archive, 0);
      this.archives.set(serial, opened);
      const [oldest] = this.archives.keys();
      if (this.archives.size > keptArchives && oldest !== undefined) this.archives.delete(oldest);
    }
    return opened;
  }
}

/** `Archive.open`, whose code comes with the first archive. */
export async function openArchive(file: Blob, depth: number): Promise<Archive> {
  const code = await import('./archive.js');
  return code.Archive.open(file, depth);
}
