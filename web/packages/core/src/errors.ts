/** Codes of `CoreError`, the kebab-case names of the core's error enumeration. */
export type CoreErrorCode =
  | 'not-dicom'
  | 'truncated'
  | 'invalid-attribute'
  | 'unsupported'
  | 'too-large'
  | 'decode-failed'
  | 'invalid-geometry'
  | 'invalid-json'
  | 'invalid-argument'
  | 'not-found'
  | 'integrity'
  | 'write-failed'
  | 'internal'
  // Of a pool alone:
  | 'timed-out'
  | 'worker-failed'
  | 'closed';

/** What every bad input ends in. The module and the pool stay usable after it. */
export class CoreError extends Error {
  override readonly name = 'CoreError';

  constructor(
    /** Stable, kebab-case: see {@link CoreErrorCode}. A later version may add codes. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** An error in a form that passes between threads. */
export function failureOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'internal', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
  return { code, message: error.message };
}
