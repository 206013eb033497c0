import { elementsFrom } from './dicom_dict.js';
import type { JsonElements } from './dicom_json.js';
import { jsonFrom } from './dicom_json.js';
import { CoreError } from './errors.js';
import type { FrameDescription } from './frame.js';
import { frameFrom } from './frame.js';
import { Htj2kDecoder } from './htj2k_decoder.js';
import { RecoveringModule } from './recovering_module.js';
import { isEncapsulated, syntaxToWrite } from './transfer_syntaxes.js';
import type {
  Core,
  DicomDict,
  Frame,
  LoadOptions,
  Rendered,
  RenderOptions,
  WriteOptions,
} from './types.js';
import { compileCore } from './wasm_module.js';

/** What JSON or the core's 32 bits would make another number of: NaN would be frame 1. */
function checkFrameNumber(frameNumber: number): void {
  if (frameNumber === (frameNumber | 0)) return;
  throw new CoreError('invalid-argument', `Frame ${frameNumber} is asked for, must be a whole number`);
}

/** The contract's functions over a module. */
export class WasmCore implements Core {
  readonly version: string;

  constructor(
    protected readonly module: RecoveringModule,
    private readonly htj2k: Htj2kDecoder,
  ) {
    this.version = (module.call('version', {}).json as { version: string }).version;
  }

  /** Size of the linear memory in bytes; it only grows. */
  get memoryBytes(): number {
    return this.module.memoryBytes;
  }

  /** How often a trap made a fresh instance take over. */
  get replacementCount(): number {
    return this.module.replacementCount;
  }

  prepareHtj2k(): Promise<boolean> {
    return this.htj2k.load();
  }

  readDataset(bytes: Uint8Array): DicomDict {
    const { json, blobs } = this.module.call('read_dataset', {}, [bytes]);
    const { meta, dict } = json as { meta: JsonElements; dict: JsonElements };
    return { meta: elementsFrom(meta, blobs), dict: elementsFrom(dict, blobs) };
  }

  writeDataset(dataset: DicomDict, options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
    const transferSyntaxUid = syntaxToWrite(dataset, options.transferSyntaxUid);
    const blobs: Uint8Array[] = [];
    const dict = jsonFrom(dataset.dict, blobs, isEncapsulated(transferSyntaxUid));
    return this.onlyBlob('write_dataset', { dict, transferSyntaxUid }, blobs);
  }

  decodeFrame(bytes: Uint8Array, frameNumber = 1): Frame {
    checkFrameNumber(frameNumber);
    const { json, blobs } = this.module.call('decode_frame', { frameNumber }, [bytes]);
    return frameFrom(json as FrameDescription, blobs[0] as Uint8Array<ArrayBuffer>);
  }

  renderFrame(bytes: Uint8Array, frameNumber = 1, options: RenderOptions = {}): Rendered {
    checkFrameNumber(frameNumber);
    const { json, blobs } = this.module.call('render_frame', { frameNumber, ...options }, [bytes]);
    const pixels = blobs[0] as Uint8Array<ArrayBuffer>;
    return {
      ...(json as Omit<Rendered, 'pixels'>),
      pixels: new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength),
    };
  }

  protected onlyBlob(
    name: string,
    json: unknown,
    inputs: readonly Uint8Array[],
  ): Uint8Array<ArrayBuffer> {
    return this.module.call(name, json, inputs).blobs[0] as Uint8Array<ArrayBuffer>;
  }
}

/** The functions over a compiled module. */
export async function coreOf(compiled: WebAssembly.Module): Promise<WasmCore> {
  const htj2k = new Htj2kDecoder();
  return new WasmCore(await RecoveringModule.create(compiled, { htj2k }), htj2k);
}

/**
 * Loads the WebAssembly module.
 *
 * @returns a promise of the four functions.
 * @throws CoreError (as a rejection) `not-found` when the .wasm file cannot be had, `internal` when it
 *     does not start.
 */
export async function loadCore(options: LoadOptions = {}): Promise<Core> {
  return coreOf(await compileCore(options));
}
