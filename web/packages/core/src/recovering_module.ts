import { CoreError } from './errors.js';
import type { Answer, ModuleHelpers } from './wasm_module.js';
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
    private readonly helpers: ModuleHelpers,
  ) {}

  static async create(
    compiled: WebAssembly.Module,
    helpers: ModuleHelpers = {},
  ): Promise<RecoveringModule> {
    const first = await WasmModule.create(compiled, helpers);
    const module = new RecoveringModule(first, compiled, helpers);
    module.spare = await WasmModule.create(compiled, helpers);
    return module;
  }

  /** Size of the linear memories in use, in bytes. */
  get memoryBytes(): number {
    return (this.current?.memoryBytes ?? 0) + (this.helpers.htj2k?.memoryBytes ?? 0);
  }

  /** How often an instance had to be replaced. */
  get replacementCount(): number {
    return this.replacements;
  }

  call(name: string, json: unknown, blobs: Iterable<Uint8Array> = [], into?: Uint8Array<ArrayBuffer>): Answer {
    this.current ??= this.spare;
    if (this.current === undefined) {
      throw new CoreError('internal', 'The module is being replaced after a failure; try again');
    }
    try {
      return this.current.call(name, json, blobs, into);
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
    WasmModule.create(this.compiled, this.helpers).then(
      (module) => {
        if (this.current === undefined) this.current = module;
        else this.spare = module;
      },
      // No memory for another: the call that needs it says so.
      () => undefined,
    );
  }
}
