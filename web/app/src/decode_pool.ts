import type { ErrorMessage } from './messages.js';
import type { DecodeAnswers, DecodeReply, DecodeRequest } from './workers/protocol.js';

/** Work for a worker. Exactly one of the callbacks is called, unless the job is dropped before. */
export interface DecodeJob<Op extends keyof DecodeAnswers> {
  request: Extract<DecodeRequest, { op: Op }>;
  onAnswer: (answer: DecodeAnswers[Op]) => void;
  onError: (error: ErrorMessage) => void;
}

export type AnyDecodeJob = { [Op in keyof DecodeAnswers]: DecodeJob<Op> }[keyof DecodeAnswers];

/** Gives the next job when a worker is free, most urgent first. */
export type JobSource = () => AnyDecodeJob | undefined;

interface Slot {
  worker: Worker;
  job?: AnyDecodeJob;
  timer?: ReturnType<typeof setTimeout>;
  memoryBytes: number;
}

/** The slowest honest frame (a mammogram in JPEG 2000) takes three seconds. */
const timeLimitMs = { read: 60_000, frame: 30_000, object: 60_000, document: 30_000, encode: 30_000 };
/** A worker that grew beyond this is replaced when it is idle: memory of a module never shrinks. */
const memoryLimitBytes = 768 * 1024 ** 2;

/**
 * Decode workers, at most four, each with its own module. They are disposable: one that takes too
 * long or dies is replaced, and only the file it was reading is blamed.
 */
export class DecodePool {
  private readonly slots: Slot[] = [];
  private readonly size: number;

  constructor(
    private readonly sources: readonly JobSource[],
    cores: number,
  ) {
    this.size = Math.max(1, Math.min(4, cores));
  }

  get workerCount(): number {
    return this.size;
  }

  get memoryBytes(): number {
    return this.slots.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  }

  /** Starts one worker before there is work, so that the first file finds it ready. */
  warmUp(): void {
    if (this.slots.length === 0) this.slots.push(this.start());
  }

  /** Something was added to a source. */
  wake(): void {
    for (const slot of this.slots) this.feed(slot);
    while (this.slots.length < this.size) {
      const job = this.nextJob();
      if (job === undefined) return;
      const slot = this.start();
      this.slots.push(slot);
      this.give(slot, job);
    }
  }

  private nextJob(): AnyDecodeJob | undefined {
    for (const source of this.sources) {
      const job = source();
      if (job !== undefined) return job;
    }
    return undefined;
  }

  private start(): Slot {
    const worker = new Worker(new URL('./workers/decode_worker.ts', import.meta.url), {
      type: 'module',
      name: 'decode',
    });
    const slot: Slot = { worker, memoryBytes: 0 };
    worker.addEventListener('message', (event: MessageEvent<DecodeReply>) => {
      this.finish(slot, event.data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.replace(slot, { code: 'internal', message: event.message || 'The decoder stopped' });
    });
    return slot;
  }

  private feed(slot: Slot): void {
    if (slot.job !== undefined) return;
    const job = this.nextJob();
    if (job !== undefined) this.give(slot, job);
  }

  private give(slot: Slot, job: AnyDecodeJob): void {
    slot.job = job;
    const limit = timeLimitMs[job.request.op];
    slot.timer = setTimeout(() => {
      this.replace(slot, { code: 'decode-failed', message: `Gave up after ${limit / 1000} s` });
    }, limit);
    slot.worker.postMessage(job.request);
  }

  private finish(slot: Slot, reply: DecodeReply): void {
    const { job } = slot;
    clearTimeout(slot.timer);
    delete slot.job;
    slot.memoryBytes = reply.memoryBytes;
    if (slot.memoryBytes > memoryLimitBytes) this.discard(slot);
    else this.feed(slot);
    if (job === undefined) return;
    if ('error' in reply) job.onError(reply.error);
    else (job.onAnswer as (answer: unknown) => void)(reply.answer);
    this.wake();
  }

  private replace(slot: Slot, error: ErrorMessage): void {
    const { job } = slot;
    clearTimeout(slot.timer);
    delete slot.job;
    this.discard(slot);
    job?.onError(error);
    this.wake();
  }

  /** Ends a worker; the next job that finds no free one starts another. */
  private discard(slot: Slot): void {
    slot.worker.terminate();
    const index = this.slots.indexOf(slot);
    if (index >= 0) this.slots.splice(index, 1);
  }
}
