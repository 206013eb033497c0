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
  | 'internal';

/** What every bad input ends in. The module stays usable after it. */
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
