import type { OpenjphArguments, OpenjphDecoder, OpenjphModule } from './openjph.mjs';
import { compiledFrom } from './wasm_file.js';

/** What a code-stream must be by its header, which the core has compared with the attributes. */
export interface Htj2kHeader {
  rows: number;
  columns: number;
  samplesPerPixel: number;
  bits: number;
  isSigned: boolean;
}

/** As wasm/core/htj2k_beside.cpp knows them. */
export const Htj2kAnswer = { decoded: 0, notRead: 1, broken: 2 } as const;
export type Htj2kAnswer = (typeof Htj2kAnswer)[keyof typeof Htj2kAnswer];

type CreateOpenjph = (args: OpenjphArguments) => Promise<OpenjphModule>;

/**
 * Where version 2.4.11 keeps how much it says. It decodes damaged streams as far as it can and tells of that at its
 * lowest level alone, which it has switched off; there is no function to switch it on.
 */
const messageLevelAddress = 104152;
const allMessages = 0;
/** What it says when a decoder is made, at the lowest level: proof that it speaks. */
const greeting = ' 0x00010002 ';

/** One instance of OpenJPH with one decoder. What it said since it was last asked is the only sign of damage. */
class Instance {
  private readonly module: OpenjphModule;
  private readonly decoder: OpenjphDecoder;
  private said: string[] = [];

  constructor(create: CreateOpenjph, compiled: WebAssembly.Module) {
    const say = (line: string): void => {
      this.said.push(line);
    };
    const module: OpenjphArguments = {
      print: say,
      printErr: say,
      instantiateWasm(imports, done) {
        let instance: WebAssembly.Instance;
        try {
          instance = new WebAssembly.Instance(compiled, imports);
        } catch {
          // No memory for it. Thrown on, it would make the script look for a file of its own.
          return {};
        }
        done(instance);
        return instance.exports;
      },
    };
    // The promise comes too late for a call that waits; what it is of is `module` itself.
    create(module).catch(() => undefined);
    this.module = module as unknown as OpenjphModule;
    this.module.HEAP32[messageLevelAddress / 4] = allMessages;
    this.decoder = new this.module.HTJ2KDecoder();
    if (!this.said.some((line) => line.includes(greeting))) throw new Error('OpenJPH does not say what it meets');
    this.said = [];
  }

  get memoryBytes(): number {
    return this.module.HEAPU8.byteLength;
  }

  /** Whether it reads such a main header: what it does not know there it leaves out. */
  reads(stream: Uint8Array, header: Htj2kHeader): boolean {
    this.decoder.getEncodedBuffer(stream.length).set(stream);
    this.decoder.readHeader();
    const { width, height, componentCount, bitsPerSample, isSigned } = this.decoder.getFrameInfo();
    return (
      this.isQuiet() &&
      width === header.columns &&
      height === header.rows &&
      componentCount === header.samplesPerPixel &&
      bitsPerSample === header.bits &&
      isSigned === header.isSigned
    );
  }

  /** Decodes what `reads` was asked about; whether all of `pixels` came of it. */
  decodeInto(pixels: Uint8Array): boolean {
    this.decoder.decode();
    if (!this.isQuiet()) return false;
    const decoded = this.decoder.getDecodedBuffer();
    if (decoded.length !== pixels.length) return false;
    pixels.set(decoded);
    return true;
  }

  private isQuiet(): boolean {
    return this.said.length === 0 && this.decoder.getIsHeaderValid() && this.decoder.getLastErrorMessage() === '';
  }
}

/**
 * OpenJPH beside the core, loaded when the first plain HTJ2K is met. Until it has come, and where it does not come,
 * the core decodes by itself.
 */
export class Htj2kDecoder {
  private loading: Promise<boolean> | undefined;
  private make: (() => Instance) | undefined;
  private instance: Instance | undefined;

  /** Of the instance that is there, in bytes. */
  get memoryBytes(): number {
    return this.instance?.memoryBytes ?? 0;
  }

  /** Whether it is there; waits for it, and loads it if nobody has. */
  load(): Promise<boolean> {
    this.loading ??= this.fetched().catch(() => false);
    return this.loading;
  }

  /**
   * Decodes a plain code-stream.
   *
   * @param stream from SOC on.
   * @param pixels of the right size: 1 byte a sample up to 8 bits, else 2, [row][column][sample].
   * @returns what became of it; `broken` also for a trap in OpenJPH. The instance is not used again then.
   */
  decode(stream: Uint8Array, pixels: Uint8Array, header: Htj2kHeader): Htj2kAnswer {
    if (this.make === undefined) {
      void this.load();
      return Htj2kAnswer.notRead;
    }
    const instance = this.instance;
    this.instance = undefined;
    let isRead = false;
    try {
      const current = instance ?? this.make();
      isRead = current.reads(stream, header);
      if (!isRead) return Htj2kAnswer.notRead;
      if (!current.decodeInto(pixels)) return Htj2kAnswer.broken;
      this.instance = current;
      return Htj2kAnswer.decoded;
    } catch {
      return isRead ? Htj2kAnswer.broken : Htj2kAnswer.notRead;
    }
  }

  private async fetched(): Promise<boolean> {
    const [{ default: create }, compiled] = await Promise.all([
      import('./openjph.mjs'),
      // This very form is what bundlers look for.
      compiledFrom(new URL('openjph.wasm', import.meta.url)),
    ]);
    const make = (): Instance => new Instance(create, compiled);
    this.instance = make();
    this.make = make;
    return true;
  }
}
