import type { Tensor } from 'overread-core/engine';
import type { InferenceSession } from 'onnxruntime-web/wasm';
import { CoreError } from 'overread-core';
import { kept } from './kept.js';

type Ort = typeof import('onnxruntime-web/wasm');

/** Where ONNX Runtime Web's own files are and how it may run. */
export interface NetworkOptions {
  /** Address of the folder with ort-wasm-simd-threaded.{mjs,wasm}, ending in a slash. */
  filesAddress: string;
  /** More than one needs shared memory (cross-origin isolation in a browser). */
  threads: number;
}

const importedRuntime = kept<Ort>(() => import('onnxruntime-web/wasm'));

async function loadRuntime(options: NetworkOptions): Promise<Ort> {
  const ort = await importedRuntime();
  ort.env.wasm.wasmPaths = options.filesAddress;
  ort.env.wasm.numThreads = options.threads;
  ort.env.logLevel = 'error';
  return ort;
}

/** A network in ONNX Runtime Web; its weights stay loaded until it is released. */
export class Network {
  private constructor(
    private readonly ort: Ort,
    private readonly session: InferenceSession,
    readonly backend: 'wasm' | 'wasm-threads',
  ) {}

  static async create(
    model: Uint8Array<ArrayBuffer>,
    options: NetworkOptions,
  ): Promise<Network> {
    const ort = await loadRuntime(options);
    const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
    return new Network(ort, session, options.threads > 1 ? 'wasm-threads' : 'wasm');
  }

  get inputNames(): readonly string[] {
    return this.session.inputNames;
  }

  async run(inputs: readonly Tensor[]): Promise<Tensor[]> {
    const feeds: Record<string, InstanceType<Ort['Tensor']>> = {};
    for (const { name, shape, values } of inputs) {
      feeds[name] = new this.ort.Tensor('float32', values, shape);
    }
    const outputs = await this.session.run(feeds);
    return this.session.outputNames.map((name) => {
      const output = outputs[name];
      if (output === undefined || !(output.data instanceof Float32Array)) {
        throw new CoreError('unsupported', `Output ${name} of the network is no float tensor`);
      }
      return { name, shape: [...output.dims], values: output.data };
    });
  }

  release(): Promise<void> {
    return this.session.release();
  }
}
