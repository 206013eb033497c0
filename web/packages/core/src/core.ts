import { elementsFrom, jsonFrom } from './dicom_dict.js';
import type { FrameDescription } from './frame.js';
import { frameFrom } from './frame.js';
import { RecoveringModule } from './recovering_module.js';
import type {
  Core,
  DicomDict,
  Frame,
  LoadOptions,
  Rendered,
  RenderOptions,
} from './types.js';
import { compileCore } from './wasm_module.js';

/** Transfer syntaxes whose Pixel Data is not a stream of items (PS3.5 A.1 to A.3, A.5). */
const nativeSyntaxes = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
]);
const transferSyntaxTag = '00020010';
const explicitLittleEndian = '1.2.840.10008.1.2.1';

type JsonElements = Parameters<typeof elementsFrom>[0];

/** The contract's functions over a module. */
export class WasmCore implements Core {
  readonly version: string;

  constructor(protected readonly module: RecoveringModule) {
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

  readDataset(bytes: Uint8Array): DicomDict {
    const { json, blobs } = this.module.call('read_dataset', {}, [bytes]);
    const file = json as { transferSyntaxUid: string; meta: JsonElements; dict: JsonElements };
    const encapsulated = !nativeSyntaxes.has(file.transferSyntaxUid);
    return {
      meta: elementsFrom(file.meta, blobs),
      dict: elementsFrom(file.dict, blobs, encapsulated),
    };
  }

  writeDataset(dataset: DicomDict, options: { transferSyntaxUid?: string } = {}): Uint8Array {
    const stored = dataset.meta[transferSyntaxTag]?.Value?.[0];
    const storedSyntax = typeof stored === 'string' ? stored : explicitLittleEndian;
    const transferSyntaxUid =
      options.transferSyntaxUid ??
      (nativeSyntaxes.has(storedSyntax) ? explicitLittleEndian : storedSyntax);
    const blobs: Uint8Array[] = [];
    const dict = jsonFrom(dataset.dict, blobs, !nativeSyntaxes.has(transferSyntaxUid));
    return this.onlyBlob('write_dataset', { dict, transferSyntaxUid }, blobs);
  }

  decodeFrame(bytes: Uint8Array, frameNumber = 1): Frame {
    const { json, blobs } = this.module.call('decode_frame', { frameNumber }, [bytes]);
    return frameFrom(json as FrameDescription, blobs[0] as Uint8Array<ArrayBuffer>);
  }

  renderFrame(bytes: Uint8Array, frameNumber = 1, options: RenderOptions = {}): Rendered {
    const { json, blobs } = this.module.call('render_frame', { frameNumber, ...options }, [bytes]);
    const pixels = blobs[0] as Uint8Array<ArrayBuffer>;
    return {
      ...(json as Omit<Rendered, 'pixels'>),
      pixels: new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength),
    };
  }

  protected onlyBlob(name: string, json: unknown, inputs: readonly Uint8Array[]): Uint8Array {
    return this.module.call(name, json, inputs).blobs[0] as Uint8Array;
  }
}

/**
 * Loads the WebAssembly module.
 *
 * @returns a promise of the four functions; it rejects only when the .wasm file cannot be had.
 */
export async function loadCore(options: LoadOptions = {}): Promise<Core> {
  return new WasmCore(await RecoveringModule.create(await compileCore(options)));
}
