import { openAsBlob } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from 'overread-core';
import type { Engine, InstanceHeader } from 'overread-core/engine';
import { NestedArchives } from '../intake/archive_limits.js';
import type { FileSource } from '../intake/file_source.js';
import { SourceReader, openArchive } from '../intake/file_source.js';
import { missingFiles, missingFilesError } from '../intake/media_directory.js';
import { fileKind } from '../intake/sniff.js';
import { complain, reasonOf } from './environment.js';

/** One instance that was read, with where it came from. */
export interface Instance {
  path: string;
  header: InstanceHeader;
  /** Its bytes, read again whenever they are needed. */
  bytes: () => Promise<Uint8Array>;
}

/** What became of a file. */
export interface FileRecord {
  path: string;
  study_instance_uid?: string;
  series_instance_uid?: string;
  sop_instance_uid?: string;
  skipped?: string;
  warning?: string;
  error?: { code: string; message: string };
}

export interface Intake {
  instances: Instance[];
  records: FileRecord[];
  failures: number;
}

/** The same image may be packed in another way; whatever else differs makes it another. */
function isSameInstance(a: InstanceHeader, b: InstanceHeader): boolean {
  const text = (header: InstanceHeader): string => JSON.stringify({ ...header, transfer_syntax_uid: '' });
  return text(a) === text(b);
}

/** Reads everything the paths name. Bad files are recorded and told on stderr; the rest goes on. */
export class IntakeReader {
  private readonly intake: Intake = { instances: [], records: [], failures: 0 };
  /** By SOP Instance UID. */
  private readonly seen = new Map<string, Instance>();
  private readonly sources = new SourceReader();
  private readonly directories: { record: FileRecord; listed: readonly string[] }[] = [];
  private readonly nested = new NestedArchives();
  private archives = 0;

  constructor(private readonly engine: Engine) {}

  async read(paths: readonly string[]): Promise<Intake> {
    for (const path of paths) {
      for (const file of await this.filesUnder(path, [])) {
        try {
          await this.take(file, await openAsBlob(file));
        } catch (error) {
          this.fail(file, error);
        }
      }
    }
    this.checkDirectories();
    return this.intake;
  }

  /** A DICOMDIR is broken when what it names is not there. */
  private checkDirectories(): void {
    const paths = this.intake.records.map(({ path }) => path);
    for (const { record, listed } of this.directories) {
      const error = missingFilesError(listed, missingFiles(record.path, listed, paths));
      if (error === undefined) continue;
      this.intake.failures += 1;
      record.error = { code: error.code, message: error.message };
      complain(`${record.path}: ${error.message}`);
    }
  }

  /**
   * The files below a path; an entry that leads nowhere or back is told, and the others are given.
   *
   * @param above Real paths of the folders this one is in.
   */
  private async filesUnder(path: string, above: readonly string[]): Promise<string[]> {
    try {
      if (!(await stat(path)).isDirectory()) return [path];
      const here = await realpath(path);
      if (above.includes(here)) throw new CoreError('invalid-argument', 'A link back to a folder that it is in');
      const entries = await readdir(path, { withFileTypes: true });
      const nested = await Promise.all(
        entries
          // The truth of a phantom and the description of a case lie beside their images.
          .filter(({ name }) => !name.startsWith('.') && !name.endsWith('.json'))
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map((entry) => this.filesUnder(join(path, entry.name), [...above, here])),
      );
      return nested.flat();
    } catch (error) {
      this.fail(path, error);
      return [];
    }
  }

  /** @param depth How many archives the file is in. */
  private async take(path: string, source: FileSource, depth = 0): Promise<void> {
    const read = (): Promise<Uint8Array<ArrayBuffer>> => this.sources.bytes(source);
    const isBlob = source instanceof Blob;
    const start = isBlob ? await this.sources.bytes(source.slice(0, 16)) : await read();
    const kind = fileKind(start);
    if (kind === 'zip') {
      const archive = isBlob ? source : new Blob([start]);
      const { names, sizes, unpackedBytes } = await openArchive(archive, depth);
      if (depth > 0) this.nested.add({ bytes: archive.size, entries: names.length, unpackedBytes });
      const serial = ++this.archives;
      for (const [index, name] of names.entries()) {
        const inside = `${path}/${name}`;
        try {
          await this.take(inside, { archive, serial, index, size: sizes[index] ?? 0 }, depth + 1);
        } catch (error) {
          this.fail(inside, error);
        }
      }
      return;
    }
    const bytes = isBlob ? await read() : start;
    if (kind === 'picture') {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const file = this.engine.secondaryCapture(bytes, name);
      this.add(path, file, async () => this.engine.secondaryCapture(await read(), name));
    } else {
      this.add(path, bytes, read);
    }
  }

  private add(path: string, file: Uint8Array, bytes: Instance['bytes']): void {
    const header = this.engine.instanceHeader(file);
    const { study_instance_uid, series_instance_uid, sop_instance_uid } = header;
    const earlier = this.seen.get(sop_instance_uid);
    if (header.rows > 0 && earlier !== undefined && !isSameInstance(earlier.header, header)) {
      throw new CoreError(
        'invalid-attribute',
        `SOP Instance UID (0008,0018) is ${sop_instance_uid}, as of another image, ${earlier.path}`,
      );
    }
    const record: FileRecord = { path, study_instance_uid, series_instance_uid, sop_instance_uid };
    this.intake.records.push(record);
    if (header.sop_instance_uid_made === true) {
      record.warning = 'SOP Instance UID (0008,0018) is missing: one was made of the bytes of the file';
      complain(`${path}: ${record.warning}`);
    }
    if (header.rows === 0) {
      record.skipped = 'no image';
      const listed = sop_instance_uid === '' ? this.engine.mediaDirectory(file) : undefined;
      if (listed !== undefined) this.directories.push({ record, listed });
    } else if (earlier !== undefined) {
      record.skipped = 'the same instance as an earlier file';
    } else {
      const instance = { path, header, bytes };
      this.seen.set(sop_instance_uid, instance);
      this.intake.instances.push(instance);
    }
  }

  private fail(path: string, error: unknown): void {
    this.intake.failures += 1;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal';
    const message = reasonOf(error);
    this.intake.records.push({ path, error: { code, message } });
    complain(`${path}: ${message}`);
  }
}
