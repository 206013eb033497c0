import { CoreError } from './errors.js';
import { nodeBuiltin } from './node_builtin.js';
import type { PoolAnswer, PoolRequest } from './pool_protocol.js';
import type { Frame, LoadOptions, Rendered, RenderOptions } from './types.js';
import { compileCore } from './wasm_module.js';
import type { WorkerLike } from './worker_port.js';
import { portOf } from './worker_port.js';
import type { PortEvents, Task, WorkerPort } from './worker_team.js';
import { WorkerTeam } from './worker_team.js';

export { CoreError } from './errors.js';
export type { CoreErrorCode } from './errors.js';
export type { Frame, LoadOptions, PixelArray, Rendered, RenderOptions, RenderWindow } from './types.js';
export type { WorkerLike } from './worker_port.js';

/** How a pool is made. */
export interface PoolOptions extends LoadOptions {
  /** The most workers at a time, at least 1; the number of cores, at most 4, when not given. */
  size?: number;
  /** How long one call may run in its worker, in milliseconds; 30,000 when not given. */
  timeLimitMs?: number;
  /**
   * Starts a worker on `overread-core/pool-worker`, where the pool cannot by itself: a bundler that
   * does not know `new Worker(new URL(…, import.meta.url))`, or a package on another origin.
   */
  createWorker?: () => WorkerLike;
}

/** What every call of a pool takes besides its own arguments. */
export interface CallOptions {
  /**
   * Makes the call reject with the signal's reason at once. A call that waits is taken out of the
   * queue; one that runs goes on to its end or its time limit, and its answer is dropped.
   */
  signal?: AbortSignal;
  /**
   * Gives the file's buffer to the worker instead of a copy of it: `bytes` is empty afterwards, as
   * is everything else on the same ArrayBuffer. False when not given.
   */
  transfer?: boolean;
}

/**
 * Workers that decode and render while the calling thread goes on. Calls are begun in the order they
 * are made. `bytes` must not change until the call is settled.
 */
export interface Pool {
  /** The most workers at a time. */
  readonly size: number;
  /**
   * `Core.decodeFrame` in a worker.
   *
   * @param bytes A DICOM file.
   * @param frameNumber 1-based; 1 when not given.
   * @returns a promise of stored values, `[row][column][sample]`; the buffer is the caller's own.
   * @throws CoreError (as a rejection) as `Core.decodeFrame` does, and `timed-out` when the call
   *     took too long, `worker-failed` when its worker died or did not start, `internal` when the
   *     module trapped, `closed` after `close()`. The worker is replaced then, and other calls are
   *     not touched by it. With an aborted signal the signal's reason is thrown instead.
   */
  decodeFrame(bytes: Uint8Array, frameNumber?: number, options?: CallOptions): Promise<Frame>;
  /**
   * `Core.renderFrame` in a worker.
   *
   * @param bytes A DICOM file.
   * @param frameNumber 1-based; 1 when not given.
   * @returns a promise of RGBA, `[row][column][4]`; the buffer is the caller's own.
   * @throws CoreError (as a rejection) as `Core.renderFrame` and {@link Pool.decodeFrame} do.
   */
  renderFrame(
    bytes: Uint8Array,
    frameNumber?: number,
    options?: RenderOptions & CallOptions,
  ): Promise<Rendered>;
  /** Ends all workers. What waits or runs rejects with the code `closed`. */
  close(): void;
}

interface WaitingCall {
  task: Task<PoolRequest, PoolAnswer>;
  fail: (reason: Error) => void;
}

interface NodeThreads {
  Worker: new (address: URL, options: { execArgv: string[] }) => WorkerLike;
}

const usualTimeLimitMs = 30_000;
const mostUsualWorkers = 4;

function coreCount(): number {
  const os = nodeBuiltin<{ availableParallelism: () => number }>('os');
  return os?.availableParallelism() ?? navigator.hardwareConcurrency;
}

function startWorker(): WorkerLike {
  // This very form is what bundlers look for.
  if (typeof Worker === 'function') {
    return new Worker(new URL('./pool_worker.js', import.meta.url), { type: 'module', name: 'overread-core' });
  }
  const threads = nodeBuiltin<NodeThreads>('worker_threads');
  if (threads === undefined) throw new CoreError('worker-failed', 'There are no workers here');
  const here = import.meta.url;
  // Nothing of how the program itself was started: not all of it may be said to a worker.
  return new threads.Worker(new URL('pool_worker.js', here), { execArgv: [] });
}

class WorkerPool implements Pool {
  readonly size: number;
  private readonly waiting = new Set<WaitingCall>();
  private readonly unsettled = new Set<WaitingCall>();
  private readonly team: WorkerTeam<PoolRequest, PoolAnswer>;
  private compiled: Promise<WebAssembly.Module> | undefined;
  private isClosed = false;

  constructor(private readonly options: PoolOptions) {
    const size = options.size ?? Math.min(mostUsualWorkers, coreCount());
    if (!Number.isInteger(size) || size < 1) {
      throw new CoreError('invalid-argument', `size is ${size}, must be an integer of at least 1`);
    }
    const limit = options.timeLimitMs ?? usualTimeLimitMs;
    if (!(limit > 0)) {
      throw new CoreError('invalid-argument', `timeLimitMs is ${limit}, must be more than 0`);
    }
    this.size = size;
    this.team = new WorkerTeam({
      size,
      start: (events) => this.start(events),
      next: () => this.next(),
    });
  }

  async decodeFrame(bytes: Uint8Array, frameNumber = 1, options: CallOptions = {}): Promise<Frame> {
    return (await this.call({ op: 'decodeFrame', bytes, frameNumber }, options)) as Frame;
  }

  async renderFrame(
    bytes: Uint8Array,
    frameNumber = 1,
    { signal, transfer, ...options }: RenderOptions & CallOptions = {},
  ): Promise<Rendered> {
    const call = { op: 'renderFrame', bytes, frameNumber, options } as const;
    return (await this.call(call, {
      ...(signal === undefined ? {} : { signal }),
      ...(transfer === undefined ? {} : { transfer }),
    })) as Rendered;
  }

  close(): void {
    this.isClosed = true;
    this.waiting.clear();
    this.team.close();
    for (const { fail } of [...this.unsettled]) fail(new CoreError('closed', 'The pool was closed'));
  }

  private call(
    request: Exclude<PoolRequest, { module: WebAssembly.Module }>,
    { signal, transfer = false }: CallOptions,
  ): Promise<PoolAnswer> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) throw new CoreError('closed', 'The pool was closed');
      signal?.throwIfAborted();
      const finish = (): void => {
        this.unsettled.delete(waiting);
        signal?.removeEventListener('abort', abort);
      };
      const fail = (reason: Error): void => {
        finish();
        reject(reason);
      };
      const abort = (): void => {
        this.waiting.delete(waiting);
        fail(signal?.reason as Error);
      };
      const waiting: WaitingCall = {
        task: {
          timeLimitMs: this.options.timeLimitMs ?? usualTimeLimitMs,
          prepare() {
            // A copy of the part that is the file: sending a view sends all of its buffer. It throws
            // for what was given away before, which sending would not.
            const isGiven = transfer && request.bytes.byteLength > 0;
            const bytes = isGiven ? request.bytes : new Uint8Array(request.bytes);
            return { request: { ...request, bytes }, transfer: [bytes.buffer as ArrayBuffer] };
          },
          onAnswer(answer) {
            finish();
            resolve(answer);
          },
          onError({ code, message }) {
            fail(new CoreError(code, `${request.op}: ${message}`));
          },
        },
        fail,
      };
      signal?.addEventListener('abort', abort);
      this.unsettled.add(waiting);
      this.waiting.add(waiting);
      this.team.wake();
    });
  }

  private next(): Task<PoolRequest, PoolAnswer> | undefined {
    const [first] = this.waiting;
    if (first !== undefined) this.waiting.delete(first);
    return first?.task;
  }

  /** Compiled once for all workers. After a failure the next worker asks again. */
  private module(): Promise<WebAssembly.Module> {
    this.compiled ??= compileCore(this.options).catch((error: unknown) => {
      this.compiled = undefined;
      throw error;
    });
    return this.compiled;
  }

  private start(events: PortEvents<PoolAnswer>): WorkerPort<PoolRequest> {
    const port = portOf<PoolRequest, PoolAnswer>((this.options.createWorker ?? startWorker)(), events);
    this.module().then(
      (module) => {
        port.post({ module }, []);
      },
      (error: unknown) => {
        events.onFailure(error instanceof Error ? error.message : String(error));
      },
    );
    return port;
  }
}

/**
 * Makes a pool. Workers are started when there are calls; an idle one keeps no Node process alive.
 *
 * @throws CoreError `invalid-argument` for a size or a time limit that is none.
 */
export function createPool(options: PoolOptions = {}): Pool {
  return new WorkerPool(options);
}
