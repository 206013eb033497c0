import { letGo } from '../../intake/let_go.js';
import type { StoredFile } from './instance_store.js';

/**
 * Bytes of small files that were read with their headers and wait to be decoded, so that nothing is read twice. Over
 * the budget those that came first go: they are read again if anybody wants them.
 */
export class HeldBytes {
  private readonly held = new Map<StoredFile['serial'], Uint8Array<ArrayBuffer>>();
  private size = 0;

  constructor(private readonly budgetBytes: number) {}

  get memoryBytes(): number {
    return this.size;
  }

  keep(serial: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.held.set(serial, bytes);
    this.size += bytes.length;
    for (const first of this.held.keys()) {
      if (this.size <= this.budgetBytes) return;
      this.forget(first);
    }
  }

  /** Whose they are from then on. */
  take(serial: number): Uint8Array<ArrayBuffer> | undefined {
    const bytes = this.held.get(serial);
    if (bytes === undefined) return undefined;
    this.held.delete(serial);
    this.size -= bytes.length;
    return bytes;
  }

  forget(serial: number): void {
    const bytes = this.take(serial);
    if (bytes !== undefined) letGo(bytes);
  }
}
