import type { PortEvents, WorkerMessage, WorkerPort } from './worker_team.js';

/** A Web Worker, or a Worker of Node's `worker_threads`. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  terminate(): unknown;
}

interface NodeWorker extends WorkerLike {
  on(event: string, listener: (value: never) => void): unknown;
  ref(): void;
  unref(): void;
}

function webPort<Request, Answer>(worker: Worker, events: PortEvents<Answer>): WorkerPort<Request> {
  worker.addEventListener('message', (event: MessageEvent<WorkerMessage<Answer>>) => {
    events.onMessage(event.data);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    events.onFailure(event.message || 'A worker could not be started');
  });
  return {
    post(request, transfer) {
      worker.postMessage(request, transfer);
    },
    terminate() {
      worker.terminate();
    },
  };
}

/** An idle worker keeps no process alive; one at work does. */
function nodePort<Request, Answer>(worker: NodeWorker, events: PortEvents<Answer>): WorkerPort<Request> {
  worker.on('message', (message: WorkerMessage<Answer>) => {
    if (!('ready' in message)) worker.unref();
    events.onMessage(message);
  });
  worker.on('error', (error: Error) => {
    events.onFailure(error.message);
  });
  worker.on('exit', (code: number) => {
    events.onFailure(`A worker ended with code ${code}`);
  });
  return {
    post(request, transfer) {
      worker.ref();
      worker.postMessage(request, transfer);
    },
    terminate() {
      worker.terminate();
    },
  };
}

/** The port of a worker of either kind. */
export function portOf<Request, Answer>(
  worker: WorkerLike,
  events: PortEvents<Answer>,
): WorkerPort<Request> {
  return 'addEventListener' in worker
    ? webPort(worker as Worker, events)
    : nodePort(worker as NodeWorker, events);
}
