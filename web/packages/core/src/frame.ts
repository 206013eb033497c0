import type { Frame, PixelArray } from './types.js';

/** Names of SampleType in wasm/core, in JSON. */
export type SampleTypeName =
  'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'float32' | 'float64';

const arrayTypes = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** A frame's description as the module gives it: the contract's fields and the sample type. */
export type FrameDescription = Omit<Frame, 'pixels'> & { sampleType: SampleTypeName };

/** Joins a description with its bytes (which must begin at a multiple of the sample's size). */
export function frameFrom(description: FrameDescription, bytes: Uint8Array<ArrayBuffer>): Frame {
  const { sampleType, ...frame } = description;
  const ArrayType = arrayTypes[sampleType];
  const pixels: PixelArray = new ArrayType(
    bytes.buffer,
    bytes.byteOffset,
    bytes.byteLength / ArrayType.BYTES_PER_ELEMENT,
  );
  return { ...frame, pixels };
}
