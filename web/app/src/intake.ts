import type { InstanceHeader } from 'overread-core/engine';
import { NestedArchives } from '../../intake/archive_limits.js';
import type { FileSource } from '../../intake/file_source.js';
import { frameRefusal } from '../../intake/size_limit.js';
import { missingFiles, missingFilesError } from '../../intake/media_directory.js';
import type { DecodeJob } from './decode_pool.js';
import type { InstanceStore } from './instance_store.js';
import type { MemoryProfile } from './memory_profile.js';
import type { Dispatch, ErrorMessage } from './messages.js';
import type { WaitingFile } from './read_ahead.js';
import { ReadAhead } from './read_ahead.js';
import type { DecodeAnswers, ReadInstance } from './workers/protocol.js';
import { errorMessage } from './workers/protocol.js';

/** A file on its way in. */
export interface IncomingFile {
  name: string;
  file: FileSource;
}

/** A task whose files come one by one. */
export interface Arrival {
  readonly id: string;
  add: (incoming: IncomingFile) => void;
  /** A file that will not come, and why. */
  miss: (name: string, error: ErrorMessage) => void;
}

interface Task {
  id: string;
  label: string;
  done: number;
  total: number;
  cancelled: boolean;
  /** What was read and is not handed over yet, with the names of the files. */
  read: { name: string; header: InstanceHeader }[];
  /** Of every file that came, good or bad. */
  names: string[];
  /** DICOMDIRs that came, each with the files it names. */
  directories: { name: string; listed: readonly string[] }[];
  nested: NestedArchives;
  /** The reader sees something of it. */
  shown: boolean;
}

interface QueuedFile extends WaitingFile {
  task: Task;
  name: string;
  /** How many archives it is in. */
  depth: number;
}

/** New instances are handed over together: regrouping a study for each file would be quadratic. */
const handOverMs = 250;

/** Of one frame, decoded. */
function frameBytes({ rows, columns, samples_per_pixel: samples, bits_allocated: bits }: InstanceHeader): number {
  return rows * columns * Number(samples ?? 1) * Math.ceil(Number(bits ?? 8) / 8);
}

/** Files being read: each becomes an instance, more files (an archive), or a message. */
export class Intake {
  private readonly queue: ReadAhead<QueuedFile>;
  private readonly tasks = new Map<string, Task>();
  private count = 0;
  private archives = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: InstanceStore,
    private readonly dispatch: Dispatch,
    private readonly wake: () => void,
    private readonly limits: Pick<MemoryProfile, 'fileBytes' | 'frameBytes'>,
  ) {
    this.queue = new ReadAhead(wake);
  }

  read(label: string, files: readonly IncomingFile[]): void {
    const arrival = this.expect(label, files.length);
    for (const incoming of files) arrival.add(incoming);
  }

  /** Begins a task of `total` files; each is to be added or missed. */
  expect(label: string, total: number): Arrival {
    const id = `task-${++this.count}`;
    const task: Task = {
      ...{ id, label, done: 0, total, cancelled: false, shown: false },
      ...{ read: [], names: [], directories: [], nested: new NestedArchives() },
    };
    this.tasks.set(id, task);
    this.report(task);
    if (total === 0) this.end(task);
    return {
      id,
      add: ({ name, file }) => {
        task.names.push(name);
        this.queue.push({ task, name, file, depth: 0 });
        this.wake();
      },
      miss: (name, error) => {
        if (task.cancelled) return;
        task.names.push(name);
        this.reject(name, error);
        this.advance(task);
      },
    };
  }

  cancel(id: string): void {
    const task = this.tasks.get(id);
    if (task === undefined) return;
    task.cancelled = true;
    this.end(task);
  }

  next = (): DecodeJob<'read'> | undefined => {
    let entry = this.queue.take();
    while (entry?.task.cancelled === true) entry = this.queue.take();
    if (entry === undefined) return undefined;
    const { task, name, file, bytes, depth } = entry;
    return {
      request: { op: 'read', name, file: bytes ?? file, depth, largestFileBytes: this.limits.fileBytes },
      onAnswer: (answer) => {
        if (task.cancelled) return;
        if ('archive' in answer) this.open(task, name, answer, depth + 1);
        else if ('directory' in answer) task.directories.push({ name, listed: answer.directory });
        else this.take(task, { name, file }, answer);
        this.advance(task);
      },
      onError: (error) => {
        if (task.cancelled) return;
        this.reject(name, error);
        this.advance(task);
      },
    };
  };

  reject(name: string, error: ErrorMessage): void {
    this.dispatch({ kind: 'RejectFile', name, error });
  }

  /** @param depth How many archives the files are in. */
  private open(
    task: Task,
    name: string,
    { archive, names, sizes, unpackedBytes }: Extract<DecodeAnswers['read'], { archive: Blob }>,
    depth: number,
  ): void {
    try {
      if (depth > 1) task.nested.add({ bytes: archive.size, entries: names.length, unpackedBytes });
    } catch (error) {
      this.reject(name, errorMessage(error));
      return;
    }
    const serial = ++this.archives;
    task.total += names.length;
    const inside = names.map((inner, index) => ({
      ...{ task, depth, name: `${name}/${inner}` },
      file: { archive, serial, index, size: sizes[index] ?? 0 },
    }));
    for (const file of inside) task.names.push(file.name);
    this.queue.putFirst(inside);
    this.wake();
  }

  private take(task: Task, { name, file }: IncomingFile, answer: ReadInstance): void {
    const { header } = answer;
    if (header.rows === 0 && header.sop_instance_uid === '') {
      this.reject(name, { code: 'unsupported', message: 'Neither an image nor an object of a study' });
      return;
    }
    const refusal = frameRefusal(frameBytes(header), this.limits.frameBytes);
    if (refusal !== undefined) {
      this.reject(name, errorMessage(refusal));
      return;
    }
    this.store.add(header.sop_instance_uid, name, answer.file ?? file, answer.ready);
    task.read.push({ name, header });
  }

  private advance(task: Task): void {
    task.done += 1;
    if (task.done < task.total) {
      // The first picture need not wait for company.
      if (!task.shown && task.read.length > 0) {
        this.handOver(task);
        return;
      }
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        for (const open of this.tasks.values()) this.handOver(open);
      }, handOverMs);
      return;
    }
    this.end(task);
  }

  private handOver(task: Task): void {
    this.report(task);
    const read = task.read.splice(0);
    if (read.length === 0) return;
    task.shown = true;
    this.dispatch({
      kind: 'AddInstances',
      headers: read.map(({ header }) => header),
      file_names: read.map(({ name }) => name),
    });
  }

  private end(task: Task): void {
    if (!this.tasks.delete(task.id)) return;
    this.handOver(task);
    if (!task.cancelled) this.checkDirectories(task);
    this.dispatch({ kind: 'EndTask', task_id: task.id });
  }

  private checkDirectories(task: Task): void {
    for (const { name, listed } of task.directories) {
      const error = missingFilesError(listed, missingFiles(name, listed, task.names));
      if (error !== undefined) this.reject(name, { code: error.code, message: error.message });
    }
  }

  private report({ id, label, done, total }: Task): void {
    this.dispatch({ kind: 'ReportTask', task_id: id, label, done, total, unit: 'files' });
  }
}
