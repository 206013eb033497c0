/** The factory of OpenJPH, as @cornerstonejs/codec-openjph has it. */
export interface Htj2kFrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned: boolean;
}

export interface OpenjphDecoder {
  /** A view of its memory to write the code-stream to. */
  getEncodedBuffer(size: number): Uint8Array;
  readHeader(): void;
  decode(): void;
  getIsHeaderValid(): boolean;
  /** Empty when there was no error. */
  getLastErrorMessage(): string;
  getFrameInfo(): Htj2kFrameInfo;
  /** A view of its memory. */
  getDecodedBuffer(): Uint8Array;
}

export interface OpenjphModule {
  HEAP32: Int32Array;
  HEAPU8: Uint8Array;
  HTJ2KDecoder: new () => OpenjphDecoder;
}

export interface OpenjphArguments {
  print: (line: string) => void;
  printErr: (line: string) => void;
  instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => object;
}

/** Where `done` is called at once, `args` is the module when this returns. */
export default function createOpenjph(args: OpenjphArguments): Promise<OpenjphModule>;
