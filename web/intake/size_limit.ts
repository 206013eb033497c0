import { CoreError } from 'overread-core';

/** Reading all of a file of up to so many bytes takes little longer than reading its header. */
export const smallFileBytes = 1024 ** 2;

/** Why a file that has to be read whole is not, or nothing. */
export function fileRefusal(size: number, most: number): CoreError | undefined {
  if (size <= most) return undefined;
  return new CoreError('too-large', `The file has ${size} bytes; at most ${most} can be read whole on this device`);
}

/** Why an image is not opened whose frames have so many bytes, or nothing. */
export function frameRefusal(size: number, most: number): CoreError | undefined {
  if (size <= most) return undefined;
  return new CoreError('too-large', `A frame of the image has ${size} bytes; at most ${most} can be shown on this device`);
}
