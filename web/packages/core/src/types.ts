/** One value of a data element: text and numbers as DICOM JSON has them, bytes as `ArrayBuffer`. */
export type DicomValue =
  string | number | bigint | null | ArrayBuffer | ArrayBuffer[] | PersonName | DicomElements;

/** A person's name by component group (PS3.18 F.2.2). */
export interface PersonName {
  Alphabetic?: string;
  Ideographic?: string;
  Phonetic?: string;
}

/** One data element: VR and values. */
export interface DicomElement {
  vr: string;
  Value?: DicomValue[];
  InlineBinary?: string;
  BulkDataURI?: string;
}

/** Data elements by tag, eight upper-case hexadecimal digits ("00280010"). */
export type DicomElements = Record<string, DicomElement>;

/** A DICOM file in dcmjs's shape: group 0002 in `meta`, everything else in `dict`. */
export interface DicomDict {
  meta: DicomElements;
  dict: DicomElements;
}

/** The array types stored values come in, by bits allocated and sign. */
export type PixelArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** One frame of stored values, decompressed. */
export interface Frame {
  rows: number;
  columns: number;
  samplesPerPixel: 1 | 3;
  bitsAllocated: number;
  bitsStored: number;
  pixelRepresentation: 0 | 1;
  /**
   * Of the values returned: YBR_FULL stays so (YBR_FULL_422 is upsampled to it), YBR_RCT and
   * YBR_ICT come out as RGB.
   */
  photometricInterpretation: string;
  /** Number of Frames of the instance. */
  frames: number;
  /** [row][column][sample] */
  pixels: PixelArray;
}

/** A value-of-interest window in the unit of modality values (HU for CT). */
export interface RenderWindow {
  center: number;
  width: number;
}

export interface RenderOptions {
  /** Instead of the first window of the instance. */
  window?: RenderWindow;
  /** Exchanges black and white; what is padding or behind a display shutter stays as it is. */
  invert?: boolean;
  /** Draws the overlay planes (6000,xxxx) of the instance over the picture; not drawn unless asked for. */
  overlays?: boolean;
}

/**
 * One frame as it is shown: modality, VOI and presentation applied, padding black, what the display
 * shutter hides in its presentation value.
 */
export interface Rendered {
  rows: number;
  columns: number;
  /** The window that was used; absent for color. */
  window?: RenderWindow;
  /** RGBA, [row][column][4], alpha 255. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** The functions of the module. All are synchronous and throw {@link CoreError} alone. */
export interface Core {
  readonly version: string;
  /**
   * Takes a DICOM file apart. `DicomMetaDictionary.naturalizeDataset(readDataset(b).dict)` of dcmjs
   * equals what dcmjs itself makes of the same bytes.
   */
  readDataset(bytes: Uint8Array): DicomDict;
  /**
   * Puts a file together; group 0002 is made anew.
   *
   * @param options.transferSyntaxUid Explicit VR Little Endian unless given.
   */
  writeDataset(dataset: DicomDict, options?: { transferSyntaxUid?: string }): Uint8Array;
  /**
   * Decompresses one frame.
   *
   * @param frameNumber 1-based.
   */
  decodeFrame(bytes: Uint8Array, frameNumber?: number): Frame;
  /** One frame as RGBA after the modality, VOI and presentation transforms and the display shutter. */
  renderFrame(bytes: Uint8Array, frameNumber?: number, options?: RenderOptions): Rendered;
}

export interface LoadOptions {
  /** The bytes of overread-core.wasm; fetched from beside the script when not given. */
  wasmBinary?: ArrayBuffer | Uint8Array<ArrayBuffer>;
}
