/** What a file is by its first bytes; names and extensions say nothing. */
export type FileKind = 'picture' | 'zip' | 'dicom-or-other';

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpeg = [0xff, 0xd8, 0xff];
const zip = [0x50, 0x4b, 0x03, 0x04];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

export function fileKind(firstBytes: Uint8Array): FileKind {
  if (startsWith(firstBytes, png) || startsWith(firstBytes, jpeg)) return 'picture';
  return startsWith(firstBytes, zip) ? 'zip' : 'dicom-or-other';
}
