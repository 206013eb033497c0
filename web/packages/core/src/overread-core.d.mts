/** Emscripten's factory, built from wasm/core. */
import type { EmscriptenModule } from './wasm_module.js';

export interface ModuleArguments {
  onProgress?: (fraction: number) => void;
  print: (line: string) => void;
  printErr: (line: string) => void;
  instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => object;
}

export default function createOverreadCore(args: ModuleArguments): Promise<EmscriptenModule>;
