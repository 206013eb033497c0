import type { FileSource } from '../../intake/file_source.js';
import type { InstanceStore } from './instance_store.js';
import type { Dispatch, ErrorMessage } from './messages.js';
import type { InferenceReply, InferenceRequest } from './workers/protocol.js';

interface Run {
  runId: string;
  serviceId: string;
  sopInstanceUids: readonly string[];
}

/**
 * Runs of services, one at a time, in a worker that keeps its networks while a study is open. Cancelling ends the
 * worker, since a network in the middle of its work listens to nothing; the next run starts another.
 */
export class InferenceQueue {
  private readonly waiting: Run[] = [];
  private current: Run | undefined;
  private worker: Worker | undefined;
  /** Of the worker's module, as last told. */
  private workerBytes = 0;

  constructor(
    private readonly store: InstanceStore,
    private readonly dispatch: Dispatch,
  ) {}

  get isRunning(): boolean {
    return this.current !== undefined;
  }

  get memoryBytes(): number {
    return this.worker === undefined ? 0 : this.workerBytes;
  }

  run(runId: string, serviceId: string, sopInstanceUids: readonly string[]): void {
    this.waiting.push({ runId, serviceId, sopInstanceUids });
    this.next();
  }

  cancel(runId: string): void {
    const index = this.waiting.findIndex((run) => run.runId === runId);
    if (index >= 0) this.waiting.splice(index, 1);
    if (this.current?.runId !== runId) return;
    this.stopWorker();
    this.current = undefined;
    this.next();
  }

  /** Nothing is open any more: the volumes and networks of an idle worker go. */
  release(): void {
    if (this.current === undefined) this.stopWorker();
  }

  private stopWorker(): void {
    this.worker?.terminate();
    this.worker = undefined;
  }

  private next(): void {
    if (this.current !== undefined) return;
    const run = this.waiting.shift();
    if (run === undefined) return;
    this.current = run;
    const files: FileSource[] = [];
    for (const uid of run.sopInstanceUids) {
      const stored = this.store.get(uid);
      if (stored !== undefined) files.push(stored.file);
    }
    if (files.length < run.sopInstanceUids.length) {
      this.fail({ code: 'not-found', message: 'A file of this series is no longer there' });
      return;
    }
    const request: InferenceRequest = {
      packageAddress: new URL(`services/${encodeURIComponent(run.serviceId)}/`, document.baseURI).href,
      runtimeAddress: new URL('ort/', document.baseURI).href,
      files,
    };
    this.worker ??= this.start();
    this.worker.postMessage(request);
  }

  private start(): Worker {
    const worker = new Worker(new URL('./workers/inference_worker.ts', import.meta.url), {
      type: 'module',
      name: 'inference',
    });
    worker.addEventListener('message', (event: MessageEvent<InferenceReply>) => {
      this.receive(event.data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const message = event.message || 'The service stopped';
      this.stopWorker();
      this.fail({ code: 'internal', message });
    });
    return worker;
  }

  private receive(reply: InferenceReply): void {
    const run = this.current;
    if (run === undefined) return;
    if ('step' in reply) {
      const { step, fraction, memoryBytes } = reply;
      this.workerBytes = memoryBytes;
      this.dispatch({ kind: 'ReportRun', run_id: run.runId, step, fraction });
      return;
    }
    if ('error' in reply) {
      // ONNX Runtime Web that failed to start never does in that worker: the next run gets another.
      this.stopWorker();
      this.fail(reply.error);
      return;
    }
    this.current = undefined;
    const { result, mask, memoryBytes } = reply;
    this.workerBytes = memoryBytes;
    this.dispatch(
      {
        kind: 'FinishRun',
        run_id: run.runId,
        result,
        ...(mask === undefined ? {} : { mask: mask.description }),
      },
      mask?.values,
    );
    this.next();
  }

  private fail(error: ErrorMessage): void {
    const run = this.current;
    this.current = undefined;
    if (run !== undefined) this.dispatch({ kind: 'FailRun', run_id: run.runId, error });
    this.next();
  }
}
