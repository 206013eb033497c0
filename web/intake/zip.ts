import { unzipSync } from 'fflate';
import { CoreError } from 'overread-core';

/** One file of an archive. */
export interface ZipEntry {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What an archive may hold: an archive beyond it is refused before anything is unpacked. */
export const zipLimits = {
  entries: 20_000,
  totalBytes: 3 * 1024 ** 3,
  entryBytes: 1024 ** 3,
  /** Of an entry larger than a mebibyte; DICOM rarely compresses beyond 20. */
  ratio: 400,
  /** Archives inside archives: an archive can hold itself. */
  depth: 3,
};

function isOfInterest(name: string): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return base !== '' && !base.startsWith('.') && !name.startsWith('__MACOSX/');
}

/**
 * To be asked before an archive is opened.
 *
 * @param depth How many archives it is in.
 * @throws CoreError `too-large` for an archive nested beyond {@link zipLimits}.
 */
export function refuseTooDeep(depth: number): void {
  if (depth < zipLimits.depth) return;
  throw new CoreError('too-large', `An archive inside ${depth} others; at most ${zipLimits.depth} are opened`);
}

/**
 * Unpacks an archive, folders and hidden files left out. Archives inside are given as files.
 *
 * @throws CoreError `too-large` for an archive beyond {@link zipLimits}, `decode-failed` for a
 *     broken one.
 */
export function unpackZip(bytes: Uint8Array<ArrayBuffer>): ZipEntry[] {
  let entries = 0;
  let total = 0;
  try {
    const unpacked = unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        entries += 1;
        total += originalSize;
        if (entries > zipLimits.entries) {
          throw new CoreError('too-large', `The archive has more than ${zipLimits.entries} files`);
        }
        const ratio = originalSize / Math.max(size, 1);
        const bomb = originalSize > 1024 ** 2 && ratio > zipLimits.ratio;
        if (bomb || originalSize > zipLimits.entryBytes || total > zipLimits.totalBytes) {
          throw new CoreError('too-large', `${name} in the archive unpacks to too many bytes`);
        }
        return isOfInterest(name);
      },
    });
    return Object.entries(unpacked).map(([name, data]) => ({ name, bytes: data }));
  } catch (error) {
    if (error instanceof CoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CoreError('decode-failed', `The archive cannot be unpacked: ${reason}`);
  }
}
