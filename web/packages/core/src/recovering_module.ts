import { CoreError } from './errors.js';
import type { Answer } from './wasm_module.js';
import { WasmModule } from './wasm_module.js';

/**
 * A module that survives traps. A hostile file can make third-party decoding code trap; after that
 * the instance's memory cannot be trusted, so the spare that was made beforehand takes its place at
 * once and the call ends in an ordinary CoreError.
 */
export class RecoveringModule {
  private spare: WasmModule | undefined;
  private replacements = 0;

  private constructor(
    private current: WasmModule | undefined,
    private readonly compiled: WebAssembly.Module,
    private readonly onProgress: ((fraction: number) => void) | undefined,
  ) {}

  static async create(
    compiled: WebAssembly.Module,
    onProgress?: (fraction: number) => void,
  ): Promise<RecoveringModule> {
    const first = await WasmModule.create(compiled, onProgress);
    const module = new RecoveringModule(first, compiled, onProgress);
    module.spare = await WasmModule.create(compiled, onProgress);
    return module;
  }

  /** Size of the linear memory in use, in bytes. */
  get memoryBytes(): number {
    return this.current?.memoryBytes ?? 0;
  }

  /** How often an instance had to be replaced. */
  get replacementCount(): number {
    return this.replacements;
  }

  call(name: string, json: unknown, blobs: readonly Uint8Array[] = []): Answer {
    this.current ??= this.spare;
    if (this.current === undefined) {
      throw new CoreError('internal', 'The module is being replaced after a failure; try again');
    }
    try {
      return this.current.call(name, json, blobs);
    } catch (error) {
      if (error instanceof CoreError) throw error;
      this.replace();
      throw new CoreError('internal', `The core stopped while it read this input (${name})`);
    }
  }

  private replace(): void {
    ++this.replacements;
    this.current = this.spare;
    this.spare = undefined;
    WasmModule.create(this.compiled, this.onProgress).then(
      (module) => {
        if (this.current === undefined) this.current = module;
        else this.spare = module;
      },
      // No memory for another: the call that needs it says so.
      () => undefined,
    );
  }
}
