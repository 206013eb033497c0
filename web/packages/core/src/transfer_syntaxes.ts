import { pixelDataTag } from './dcmjs_values.js';
import { CoreError } from './errors.js';
import type { DicomDict } from './types.js';

/** Transfer syntaxes whose Pixel Data is not a stream of items (PS3.5 A.1 to A.3, A.5). */
const nativeSyntaxes = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
]);
const transferSyntaxTag = '00020010';
const explicitLittleEndian = '1.2.840.10008.1.2.1';

/** True when Pixel Data are items in this transfer syntax: compressed, mostly. */
export function isEncapsulated(transferSyntaxUid: string): boolean {
  return !nativeSyntaxes.has(transferSyntaxUid);
}

/**
 * The transfer syntax to write a data set in.
 *
 * @throws CoreError `unsupported` when Pixel Data would have to be compressed or decompressed.
 */
export function syntaxToWrite({ meta, dict }: DicomDict, wanted: string | undefined): string {
  const stored = meta[transferSyntaxTag]?.Value?.[0];
  const own = typeof stored === 'string' && stored !== '' ? stored : explicitLittleEndian;
  const isCompressed = isEncapsulated(own) && Object.hasOwn(dict, pixelDataTag);
  if (wanted === undefined) return isCompressed ? own : explicitLittleEndian;
  if (wanted === own || (!isCompressed && nativeSyntaxes.has(wanted))) return wanted;
  const allowed = isCompressed ? [own] : [...nativeSyntaxes];
  throw new CoreError(
    'unsupported',
    `transferSyntaxUid is "${wanted}", must be ${allowed.join(', ')}: Pixel Data are written as they are, ${
      isCompressed ? 'compressed' : 'uncompressed'
    }`,
  );
}
