import type { Frame, Rendered, RenderOptions } from './types.js';

/** What the pool sends to a worker: the compiled module first, then one call at a time. */
export type PoolRequest =
  | { module: WebAssembly.Module }
  | { op: 'decodeFrame'; bytes: Uint8Array; frameNumber: number }
  | { op: 'renderFrame'; bytes: Uint8Array; frameNumber: number; options: RenderOptions };

export type PoolAnswer = Frame | Rendered;
