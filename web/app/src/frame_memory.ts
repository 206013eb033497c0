import { letGo } from '../../intake/let_go.js';

/** Decoded frames outside of the page's module, whose memory never becomes smaller; see core/app/frame_store.hpp. */
export class FrameMemory {
  private readonly frames = new Map<number, Uint8Array<ArrayBuffer>>();
  private size = 0;

  get memoryBytes(): number {
    return this.size;
  }

  /** @param bytes  Are the store's from then on. */
  keep(number: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.frames.set(number, bytes);
    this.size += bytes.length;
  }

  get(number: number): Uint8Array<ArrayBuffer> {
    const bytes = this.frames.get(number);
    if (bytes === undefined) throw new Error(`No frame is kept under ${number}`);
    return bytes;
  }

  drop(number: number): void {
    const bytes = this.get(number);
    this.frames.delete(number);
    this.size -= bytes.length;
    letGo(bytes);
  }
}
