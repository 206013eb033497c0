import { letGo } from '../../intake/let_go.js';

/** Decoded frames outside of the page's module, whose memory never becomes smaller; see core/app/frame_store.hpp. */
export class FrameMemory {
  private readonly frames = new Map<number, Uint8Array<ArrayBuffer>>();
  private size = 0;
  private offered: Uint8Array<ArrayBuffer> | undefined;
  private taken: Uint8Array<ArrayBuffer> | undefined;

  get memoryBytes(): number {
    return this.size;
  }

  /** What the module is given next: the pixels of a frame, where it is one, begin it. */
  offer(bytes: Uint8Array<ArrayBuffer> | undefined): void {
    this.offered = bytes;
    this.taken = undefined;
  }

  /** Whether what was offered last is kept, instead of a copy of it. */
  hasTaken(bytes: Uint8Array<ArrayBuffer>): boolean {
    return this.taken === bytes;
  }

  /** @param copy  Makes a copy of the frame, the store's from then on. Nothing else but a frame just offered is kept. */
  keep(number: number, size: number, copy: () => Uint8Array<ArrayBuffer>): void {
    const offered = this.offered?.length === size ? this.offered : undefined;
    this.frames.set(number, offered ?? copy());
    this.size += size;
    this.offered = undefined;
    this.taken = offered;
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
