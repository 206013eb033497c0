import type { Engine, InstanceHeader } from 'overread-core/engine';
import { CoreError } from 'overread-core/errors';
import { kept } from '../../../inference/kept.js';

/** PS3.5 8.2.16 to 8.2.18 */
const syntaxes = new Set(['1.2.840.10008.1.2.4.110', '1.2.840.10008.1.2.4.111', '1.2.840.10008.1.2.4.112']);

export function isJpegXl({ transfer_syntax_uid }: InstanceHeader): boolean {
  return typeof transfer_syntax_uid === 'string' && syntaxes.has(transfer_syntax_uid);
}

/**
 * Lossless pictures of known values, by libjxl 0.7: every gray of 8 bits in 16 × 16, said to be linear, and colors in
 * 4 × 4, said to be of a cinema's projector. Whoever converts them to the colors of a screen changes them.
 */
const known = [
  {
    codestream: '/wpDQFC0CAgCAQBEAEsYi8PgMDFRNpYOEAMIBTIA',
    color: (index: number) => [index, index, index],
  },
  {
    codestream: '/woYEBCQyY0IAgEA9ABLKDQUXhwQBEiST/y2FXWew3McgW5xBhIE+Rr7lAcQR1rtErPZ0+z52u9zT4jiPYgYiLkyLLuLgEggAFIB',
    color: (index: number) => [(index * 37) % 256, (index * 91 + 50) % 256, (index * 151 + 200) % 256],
  },
];

/** The values of a code-stream as the browser decodes them, [rows][columns][red, green, blue, alpha]. */
async function rgbaOf(codestream: Uint8Array<ArrayBuffer>): Promise<Uint8ClampedArray> {
  const picture = new Blob([codestream], { type: 'image/jxl' });
  const bitmap = await createImageBitmap(picture, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  bitmap.close();
  return data;
}

/**
 * Whether this browser has a decoder that gives back what was written. One that converts colors, or a canvas that
 * guards against fingerprints with noise, does not.
 */
const isDecoded = kept(async () => {
  for (const { codestream, color } of known) {
    const bytes = Uint8Array.from(atob(codestream), (character) => character.charCodeAt(0));
    const rgba = await rgbaOf(bytes).catch(() => undefined);
    if (rgba === undefined) return false;
    const isSame = (value: number, at: number): boolean => value === (at % 4 === 3 ? 255 : color(at >> 2)[at % 4]);
    if (!rgba.every(isSame)) return false;
  }
  return true;
});

async function frameOf(codestream: Uint8Array<ArrayBuffer>, number: number): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await rgbaOf(codestream);
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch {
    throw new CoreError('decode-failed', `This browser cannot decode the JPEG XL of frame ${number}`);
  }
}

/**
 * A file in JPEG XL with its frames decoded by the browser; nothing where the browser has no decoder, or one of too few
 * bits for this file.
 *
 * @throws CoreError for a frame that is broken.
 */
export async function decodedJpegXl(engine: Engine, file: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!(await isDecoded())) return undefined;
  let codestreams: Uint8Array<ArrayBuffer>[];
  try {
    codestreams = engine.jpegXlFrames(file);
  } catch (error) {
    if (error instanceof CoreError && ['unsupported', 'too-large'].includes(error.code)) return undefined;
    throw error;
  }
  const frames: Uint8Array[] = [];
  for (const [index, codestream] of codestreams.entries()) frames.push(await frameOf(codestream, index + 1));
  return engine.withDecodedFrames(file, frames) as Uint8Array<ArrayBuffer>;
}
