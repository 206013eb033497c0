import type { WorkerPort } from 'overread-core/worker_team';
import { WorkerTeam } from 'overread-core/worker_team';
import { portOf } from 'overread-core/worker_port';
import { nextAllowedJob } from './allowed_jobs.js';
import type { MemoryProfile } from './memory_profile.js';
import type { ErrorMessage } from './messages.js';
import type { DecodeAnswers, DecodeRequest } from './workers/protocol.js';

/** Work for a worker. Exactly one of the callbacks is called, unless the job is dropped before. */
export interface DecodeJob<Op extends keyof DecodeAnswers> {
  request: Extract<DecodeRequest, { op: Op }>;
  onAnswer: (answer: DecodeAnswers[Op]) => void;
  onError: (error: ErrorMessage) => void;
}

export type AnyDecodeJob = { [Op in keyof DecodeAnswers]: DecodeJob<Op> }[keyof DecodeAnswers];

/** Gives the next job when a worker is free, most urgent first. */
export type JobSource = () => AnyDecodeJob | undefined;

/** What of a request moves to the worker instead of being copied. */
function givenAway(request: DecodeRequest): ArrayBuffer[] {
  return 'file' in request && request.file instanceof Uint8Array ? [request.file.buffer] : [];
}

type Answer = DecodeAnswers[keyof DecodeAnswers];
type Team = WorkerTeam<DecodeRequest, Answer>;

/** The slowest honest frame (a mammogram in JPEG 2000) takes three seconds. */
const timeLimitMs = {
  read: 60_000,
  frame: 30_000,
  object: 60_000,
  video: 60_000,
  document: 30_000,
  unpack: 30_000,
  encode: 30_000,
};

/** What a worker may keep of files that are closed; the module begins with a quarter of it. */
const keptBytes = 64 * 1024 ** 2;

/** Decode workers, each with its own module, fed from the sources. */
export class DecodePool {
  readonly workerCount: number;
  private readonly team: Team;

  constructor(
    sources: readonly JobSource[],
    { workers, fileBytes }: Pick<MemoryProfile, 'workers' | 'fileBytes'>,
  ) {
    this.workerCount = workers;
    this.team = new WorkerTeam({
      size: workers,
      memoryLimitBytes: Infinity,
      start(events): WorkerPort<DecodeRequest> {
        const worker = new Worker(new URL('./workers/decode_worker.ts', import.meta.url), {
          type: 'module',
          name: 'decode',
        });
        return portOf(worker, events);
      },
      next: () => {
        const job = nextAllowedJob(sources, fileBytes);
        if (job === undefined) return undefined;
        return {
          prepare: () => ({ request: job.request, transfer: givenAway(job.request) }),
          timeLimitMs: timeLimitMs[job.request.op],
          onAnswer: job.onAnswer as (answer: Answer) => void,
          onError: job.onError,
        };
      },
    });
  }

  get memoryBytes(): number {
    return this.team.memoryBytes;
  }

  /** Starts one worker before there is work, so that the first file finds it ready. */
  warmUp(): void {
    this.team.warmUp();
  }

  /** Files were closed: the memory that decoding them took goes back. */
  release(): void {
    this.team.release(keptBytes);
    this.team.warmUp();
  }

  /** No file is open: all that decoding took goes back, and a new worker waits for the next file. */
  retire(): void {
    this.team.release(0);
    this.team.warmUp();
  }

  /** What the workers may hold together from now on. */
  limitTogether(bytes: number): void {
    this.team.limitTogether(bytes);
  }

  /** Something was added to a source. */
  wake(): void {
    this.team.wake();
  }
}
