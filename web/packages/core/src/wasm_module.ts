import createOverreadCore from './overread-core.mjs';
import { CoreError } from './errors.js';
import type { Htj2kDecoder } from './htj2k_decoder.js';
import type { LoadOptions } from './types.js';
import { compiledFrom } from './wasm_file.js';

/** What Emscripten's factory gives: the exported C functions of wasm/core/bindings.cpp. */
export interface EmscriptenModule {
  readonly HEAPU8: Uint8Array;
  onProgress?: (fraction: number) => void;
  decodeHtj2k?: DecodeHtj2k;
  readonly [exported: `_${string}`]: (...numbers: number[]) => number;
}

/** The core's way to a decoder beside it: addresses and sizes in its memory, and the header. */
export type DecodeHtj2k = (
  stream: number,
  streamBytes: number,
  pixels: number,
  pixelBytes: number,
  rows: number,
  columns: number,
  samplesPerPixel: number,
  bits: number,
  isSigned: number,
) => number;

/** What an instance may ask of this side. */
export interface ModuleHelpers {
  /** Told the fraction that is done, while a service runs. */
  onProgress?: ((fraction: number) => void) | undefined;
  htj2k?: Htj2kDecoder | undefined;
}

/** What a call gave back. `blobs` are copies that the caller owns. */
export interface Answer {
  json: unknown;
  blobs: Uint8Array<ArrayBuffer>[];
}

const utf8 = new TextEncoder();
const text = new TextDecoder();

/**
 * One instance of the WebAssembly module with the calling convention of wasm/core/call.hpp: a call
 * object is filled with JSON and blobs, one exported function answers it, the answer is copied out,
 * and the object is freed. No address outlives a call.
 */
export class WasmModule {
  private constructor(private readonly module: EmscriptenModule) {}

  static async create(
    compiled: WebAssembly.Module,
    { onProgress, htj2k }: ModuleHelpers,
  ): Promise<WasmModule> {
    const module = await new Promise<EmscriptenModule>((resolve, reject) => {
      const fail = (error: unknown): void => {
        reject(new CoreError('internal', `The core does not start: ${String(error)}`));
      };
      createOverreadCore({
        ...(onProgress === undefined ? {} : { onProgress }),
        print: () => undefined,
        printErr: () => undefined,
        instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
          // Emscripten waits for `done` and for nothing else: a failure has to go past it.
          WebAssembly.instantiate(compiled, imports).then(done).catch(fail);
          return {};
        },
      }).then(resolve, fail);
    });
    if (htj2k !== undefined) {
      module.decodeHtj2k = (stream, streamBytes, pixels, pixelBytes, rows, columns, samplesPerPixel, bits, isSigned) =>
        htj2k.decode(
          module.HEAPU8.subarray(stream, stream + streamBytes),
          module.HEAPU8.subarray(pixels, pixels + pixelBytes),
          { rows, columns, samplesPerPixel, bits, isSigned: isSigned === 1 },
        );
      module._overread_use_htj2k_beside?.();
    }
    return new WasmModule(module);
  }

  get memoryBytes(): number {
    return this.module.HEAPU8.byteLength;
  }

  /**
   * Calls `overread_<name>`.
   *
   * @param into Where the first blob of the answer goes if it has the room: new memory costs more than the copy.
   * @throws CoreError for an error value of the core; anything else is a trap, after which this
   *     instance must not be used again.
   */
  call(name: string, json: unknown, blobs: Iterable<Uint8Array> = [], into?: Uint8Array<ArrayBuffer>): Answer {
    const call = this.invoke('_overread_call_create') >>> 0;
    this.put(call, utf8.encode(JSON.stringify(json)));
    for (const blob of blobs) this.put(call, blob);
    const failed = this.invoke(`_overread_${name}`, call) !== 0;
    const answer: Answer = { json: JSON.parse(text.decode(this.take(call, 0))), blobs: [] };
    const count = this.invoke('_overread_call_output_count', call);
    for (let index = 1; index < count; ++index) answer.blobs.push(this.take(call, index, index === 1 ? into : undefined));
    this.invoke('_overread_call_free', call);
    if (failed) {
      const { code, message } = answer.json as { code: string; message: string };
      throw new CoreError(code, message);
    }
    return answer;
  }

  private invoke(name: `_${string}`, ...numbers: number[]): number {
    const exported = this.module[name];
    if (exported === undefined) throw new Error(`${name} is not exported by overread-core.wasm`);
    return exported(...numbers);
  }

  private put(call: number, bytes: Uint8Array): void {
    const address = this.invoke('_overread_call_add', call, bytes.byteLength) >>> 0;
    if (address === 0) {
      this.invoke('_overread_call_free', call);
      throw new CoreError('too-large', `No memory for an input of ${bytes.byteLength} bytes`);
    }
    this.module.HEAPU8.set(bytes, address);
  }

  private take(call: number, index: number, into?: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const size = this.invoke('_overread_call_output_size', call, index) >>> 0;
    const address = this.invoke('_overread_call_output_data', call, index) >>> 0;
    if (into === undefined || into.length < size) return this.module.HEAPU8.slice(address, address + size);
    into.set(this.module.HEAPU8.subarray(address, address + size));
    return into.subarray(0, size);
  }
}

/** Where the module comes from, for the application's own workers. */
export interface ModuleOptions extends LoadOptions {
  wasmAddress?: string | URL;
}

/**
 * Compiles overread-core.wasm from what is given, or from beside this script.
 *
 * @throws CoreError `not-found` when the file cannot be had.
 */
export async function compileCore(options: ModuleOptions): Promise<WebAssembly.Module> {
  if (options.wasmModule !== undefined) return options.wasmModule;
  if (options.wasmBinary !== undefined) return WebAssembly.compile(options.wasmBinary);
  const address = new URL(
    // This very form is what bundlers look for.
    options.wasmAddress ?? new URL('overread-core.wasm', import.meta.url),
    import.meta.url,
  );
  return compiledFrom(address);
}
