/** Lines by study, kept across reloads. */
export interface Journal {
  append(study: string, line: string): Promise<void>;
  lines(study: string): Promise<string[]>;
}

/** Where they are kept. */
interface Shelf {
  append(study: string, lines: readonly string[]): Promise<void>;
  lines(study: string): Promise<string[]>;
}

function fileName(study: string): string {
  return `${study.replace(/[^0-9A-Za-z.]/g, '_')}.jsonl`;
}

/** A file a study in the origin's private file system. */
class FileShelf implements Shelf {
  constructor(private readonly folder: FileSystemDirectoryHandle) {}

  async append(study: string, lines: readonly string[]): Promise<void> {
    const handle = await this.folder.getFileHandle(fileName(study), { create: true });
    const { size } = await handle.getFile();
    const writable = await handle.createWritable({ keepExistingData: true });
    await writable.write({ type: 'write', position: size, data: lines.map((line) => `${line}\n`).join('') });
    await writable.close();
  }

  async lines(study: string): Promise<string[]> {
    try {
      const handle = await this.folder.getFileHandle(fileName(study));
      const text = await (await handle.getFile()).text();
      return text.split('\n').filter((line) => line !== '');
    } catch {
      return [];
    }
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The database refused'));
    };
  });
}

/** The same in IndexedDB, where there is no private file system (or it cannot be written). */
class DatabaseShelf implements Shelf {
  constructor(private readonly database: IDBDatabase) {}

  async append(study: string, lines: readonly string[]): Promise<void> {
    const store = this.store('readwrite');
    await Promise.all(lines.map((line) => done(store.add({ study, line }))));
  }

  async lines(study: string): Promise<string[]> {
    const rows: unknown[] = await done(this.store('readonly').index('study').getAll(study));
    return rows.map((row) => (row as { line: string }).line);
  }

  private store(mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction('lines', mode).objectStore('lines');
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('overread-journal', 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore('lines', { autoIncrement: true });
    store.createIndex('study', 'study');
  };
  return done(request);
}

/** Runs `work` when no other tab of this origin does the same, where the browser can tell. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if ('locks' in navigator) await navigator.locks.request(`overread-journal/${name}`, work);
  else await work();
}

interface Waiting {
  lines: string[];
  written: Promise<void>;
}

/**
 * Keeps the order of writes, whatever each of them takes. Lines that come while another write goes on,
 * as a drag makes them, are written together.
 */
export class OrderedJournal implements Journal {
  private last: Promise<unknown> = Promise.resolve();
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly shelf: Shelf) {}

  append(study: string, line: string): Promise<void> {
    const begun = this.waiting.get(study);
    if (begun !== undefined) {
      begun.lines.push(line);
      return begun.written;
    }
    const lines = [line];
    const written = this.last.then(() => {
      this.waiting.delete(study);
      return alone(study, () => this.shelf.append(study, lines));
    });
    this.waiting.set(study, { lines, written });
    this.last = written.catch(() => undefined);
    return written;
  }

  lines(study: string): Promise<string[]> {
    return this.last.then(() => this.shelf.lines(study));
  }
}

/** @throws when the browser keeps nothing for this page (a sandboxed frame, a full disk). */
export async function openJournal(): Promise<Journal> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('journal', { create: true });
    if (!('createWritable' in FileSystemFileHandle.prototype)) throw new Error('not writable here');
    return new OrderedJournal(new FileShelf(folder));
  } catch {
    return new OrderedJournal(new DatabaseShelf(await openDatabase()));
  }
}
