import { letGo } from '../../intake/let_go.js';
import type { DecodedFrame, ReadyFile } from './workers/protocol.js';

function memoryOf(ready: ReadyFile): Uint8Array<ArrayBuffer> {
  return 'bytes' in ready ? ready.bytes : ready.pixels;
}

export function letGoOf(ready: ReadyFile): void {
  letGo(memoryOf(ready));
}

/**
 * Bytes, or the only frames, of small files that were read with their headers and wait to be shown, so that nothing is
 * read twice. Over the budget those that came first go: they are read again if anybody wants them.
 */
export class ReadyFiles {
  /** By serial number. */
  private readonly ready = new Map<number, ReadyFile>();
  private size = 0;

  constructor(private readonly budgetBytes: number) {}

  get memoryBytes(): number {
    return this.size;
  }

  keep(serial: number, file: ReadyFile): void {
    this.ready.set(serial, file);
    this.size += memoryOf(file).length;
    for (const first of this.ready.keys()) {
      if (this.size <= this.budgetBytes) return;
      this.forget(first);
    }
  }

  /** Whose they are from then on. */
  takeBytes(serial: number): Uint8Array<ArrayBuffer> | undefined {
    const file = this.ready.get(serial);
    if (file === undefined || !('bytes' in file)) return undefined;
    this.remove(serial, file);
    return file.bytes;
  }

  /** Whose it is from then on. */
  takeFrame(serial: number): DecodedFrame | undefined {
    const file = this.ready.get(serial);
    if (file === undefined || 'bytes' in file) return undefined;
    this.remove(serial, file);
    return file;
  }

  forget(serial: number): void {
    const file = this.ready.get(serial);
    if (file === undefined) return;
    this.remove(serial, file);
    letGoOf(file);
  }

  private remove(serial: number, file: ReadyFile): void {
    this.ready.delete(serial);
    this.size -= memoryOf(file).length;
  }
}
