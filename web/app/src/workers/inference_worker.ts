import type { Engine } from 'overread-core/engine';
import { loadEngine } from 'overread-core/engine';
import { CoreError } from 'overread-core';
import wasmAddress from 'overread-core-wasm?url';
import { SourceReader } from '../../../intake/file_source.js';
import { letGo } from '../../../intake/let_go.js';
import { kept } from '../../../inference/kept.js';
import { ServiceRunner } from '../../../inference/run_service.js';
import type { LoadedService, PackageSource } from '../../../inference/service_package.js';
import { loadService } from '../../../inference/service_package.js';
import type { InferenceReply, InferenceRequest } from './protocol.js';
import { errorMessage } from './protocol.js';

/** Threads beyond these gain nothing on nets of this size. */
const mostThreads = 4;

/** What the module itself works on now; its progress comes from inside a call. */
let step = 'preparing';

/** Every report is a repaint of the page. */
const reportEveryMs = 150;
let told = { step: '', at: -Infinity };

function report(fraction: number): void {
  const now = performance.now();
  if (step === told.step && now - told.at < reportEveryMs) return;
  told = { step, at: now };
  const reply: InferenceReply = { step, fraction, memoryBytes: engine?.memoryBytes ?? 0 };
  postMessage(reply);
}

let engine: Engine | undefined;
const engineOnce = kept(async () => (engine = await loadEngine({ wasmAddress, onProgress: report })));
const sources = new SourceReader();
const services = new Map<string, LoadedService>();
let runner: ServiceRunner | undefined;

/** A package on the server this page came from. */
function serverSource(address: string): PackageSource {
  return {
    async read(name, onProgress) {
      const response = await fetch(new URL(name, address));
      if (!response.ok || response.body === null) {
        throw new CoreError('not-found', `${name} of the service: the server answered ${response.status}`);
      }
      const total = Number(response.headers.get('content-length') ?? 0);
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      let received = 0;
      const reader = response.body.getReader();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        chunks.push(chunk.value);
        received += chunk.value.byteLength;
        if (total > 0) onProgress?.(Math.min(1, received / total));
      }
      return new Uint8Array(await new Blob(chunks).arrayBuffer());
    },
  };
}

async function service(loader: Engine, address: string): Promise<LoadedService> {
  const known = services.get(address);
  if (known !== undefined) return known;
  step = 'loading-model';
  report(0);
  const loaded = await loadService(loader, serverSource(address), report);
  services.set(address, loaded);
  return loaded;
}

/** Lets go of each once it is copied: a series and its copy would not fit side by side. */
function* givenAway(files: readonly Uint8Array<ArrayBuffer>[]): Iterable<Uint8Array> {
  for (const bytes of files) {
    yield bytes;
    letGo(bytes);
  }
}

async function run(request: InferenceRequest): Promise<void> {
  const ready = await engineOnce();
  runner ??= new ServiceRunner(ready, {
    filesAddress: request.runtimeAddress,
    threads: globalThis.crossOriginIsolated ? Math.min(mostThreads, navigator.hardwareConcurrency) : 1,
  });
  const loaded = await service(ready, request.packageAddress);
  step = 'preparing';
  report(0);
  const files: Uint8Array<ArrayBuffer>[] = [];
  for (const file of request.files) files.push(await sources.bytes(file));
  const outcome = await runner.run(loaded, givenAway(files), (begun) => {
    step = begun;
    report(0);
  });
  const reply: InferenceReply = { ...outcome, memoryBytes: ready.memoryBytes };
  const mask = outcome.mask;
  postMessage(reply, { transfer: mask === undefined ? [] : [mask.values.buffer] });
}

addEventListener('message', (event: MessageEvent<InferenceRequest>) => {
  run(event.data).catch((error: unknown) => {
    const reply: InferenceReply = { error: errorMessage(error) };
    postMessage(reply);
  });
});
