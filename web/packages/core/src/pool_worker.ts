/** The worker of `overread-core/pool`: a module of its own, one call at a time. */
import type { WasmCore } from './core.js';
import { coreOf } from './core.js';
import { failureOf } from './errors.js';
import { nodeBuiltin } from './node_builtin.js';
import type { PoolAnswer, PoolRequest } from './pool_protocol.js';
import type { WorkerMessage } from './worker_team.js';

type Message = WorkerMessage<PoolAnswer>;
type Call = Exclude<PoolRequest, { module: WebAssembly.Module }>;

interface ParentPort {
  on(event: 'message', listener: (request: PoolRequest) => void): void;
  postMessage(message: Message, transfer: readonly ArrayBuffer[]): void;
}

const parent = nodeBuiltin<{ parentPort: ParentPort | null }>('worker_threads')?.parentPort;

function send(message: Message, transfer: ArrayBuffer[] = []): void {
  if (parent) parent.postMessage(message, transfer);
  else postMessage(message, { transfer });
}

let start: (core: WasmCore) => void;
const started = new Promise<WasmCore>((resolve) => {
  start = resolve;
});

function answer(core: WasmCore, call: Call): void {
  const replacements = core.replacementCount;
  try {
    const given =
      call.op === 'decodeFrame'
        ? core.decodeFrame(call.bytes, call.frameNumber)
        : core.renderFrame(call.bytes, call.frameNumber, call.options);
    send({ answer: given, memoryBytes: core.memoryBytes }, [given.pixels.buffer]);
  } catch (error) {
    send({
      error: failureOf(error),
      memoryBytes: core.memoryBytes,
      isBroken: core.replacementCount !== replacements,
    });
  }
}

async function receive(request: PoolRequest): Promise<void> {
  if (!('module' in request)) {
    answer(await started, request);
    return;
  }
  start(await coreOf(request.module));
  send({ ready: true });
}

/** What is thrown here, outside a call, is the worker's end: an event that the pool sees. */
function listen(request: PoolRequest): void {
  receive(request).catch((error: unknown) => {
    setTimeout(() => {
      throw error;
    });
  });
}

if (parent) {
  parent.on('message', listen);
} else {
  addEventListener('message', (event: MessageEvent<PoolRequest>) => {
    listen(event.data);
  });
}
