/**
 * One value of a data element, in the form dcmjs gives it:
 *
 * - text as `string`; PN as {@link PersonName};
 * - DS, IS, FL, FD, SS, US, SL, UL as `number` (a DS or IS that is no number as null); SV, UV as `bigint`;
 * - AT as one `number`, group in the upper 16 bits;
 * - SQ as {@link DicomElements}, one an item;
 * - OB, OD, OF, OL, OV, OW, UN as `ArrayBuffer`, words in little-endian order; encapsulated Pixel
 *   Data as one `ArrayBuffer` a frame (or a list of its fragments).
 */
export type DicomValue =
  string | number | bigint | null | ArrayBuffer | ArrayBuffer[] | PersonName | DicomElements;

/** A person's name by component group (PS3.18 F.2.2). */
export interface PersonName {
  Alphabetic?: string;
  Ideographic?: string;
  Phonetic?: string;
}

/** One data element. */
export interface DicomElement {
  /** Two characters, PS3.5 6.2. */
  vr: string;
  /** An element of zero length has what dcmjs gives: `[]`, `['']`, `[null]`, `[0]` by its VR. */
  Value?: DicomValue[];
  /**
   * What `Value` cannot say: decimals as they were written ("1.500"), white space at the end of
   * texts; `[]` for numbers that were not there. Written instead of `Value` as long as `Value` is
   * what it was.
   */
  _rawValue?: readonly unknown[];
  /** Base64, as DICOM JSON has it: written where there is no `Value`, never read. */
  InlineBinary?: string;
  /** Of DICOM JSON: refused when written without a `Value`, never read. */
  BulkDataURI?: string;
}

/** Data elements by tag, eight upper-case hexadecimal digits ("00280010"). */
export type DicomElements = Record<string, DicomElement>;

/** A DICOM file in dcmjs's shape. Texts are Unicode, and (0008,0005) says ISO_IR 192. */
export interface DicomDict {
  /** Group 0002. */
  meta: DicomElements;
  /** Everything else. */
  dict: DicomElements;
}

/** The array types stored values come in, by bits allocated and sign. */
export type PixelArray =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** One frame of stored values, decompressed; before Rescale Slope and Intercept. */
export interface Frame {
  /** Height in pixels. */
  rows: number;
  /** Width in pixels. */
  columns: number;
  samplesPerPixel: 1 | 3;
  /** 8, 16, 32 or 64 for one value of `pixels`. */
  bitsAllocated: number;
  /** How many of them mean something. */
  bitsStored: number;
  /** 1 for signed values. */
  pixelRepresentation: 0 | 1;
  /**
   * Of the values returned: YBR_FULL stays so (YBR_FULL_422 is upsampled to it), YBR_RCT and
   * YBR_ICT come out as RGB.
   */
  photometricInterpretation: string;
  /** Number of Frames of the instance. */
  frames: number;
  /** `[row][column][sample]`, `rows · columns · samplesPerPixel` values. */
  pixels: PixelArray;
}

/** A value-of-interest window in the unit of modality values (HU for CT), PS3.3 C.11.2.1.2. */
export interface RenderWindow {
  /** The value that becomes middle gray, or the middle color of a parametric map. */
  center: number;
  /** At least 1; above 0 where VOI LUT Function is not LINEAR, and for float pixels. */
  width: number;
}

/** How `renderFrame` shows a frame. */
export interface RenderOptions {
  /** Instead of the first window or VOI LUT of the instance; color has none. */
  window?: RenderWindow;
  /** Exchanges black and white; what is padding or behind a display shutter stays as it is. */
  invert?: boolean;
  /** Draws the overlay planes (6000,xxxx) of the instance over the picture; not drawn unless asked for. */
  overlays?: boolean;
}

/**
 * One frame as it is shown: modality, VOI and presentation applied, a parametric map in its colors, padding black, what the display
 * shutter hides in its presentation value.
 */
export interface Rendered {
  /** Height in pixels. */
  rows: number;
  /** Width in pixels. */
  columns: number;
  /** The window that was used; absent for color. */
  window?: RenderWindow;
  /** RGBA, `[row][column][4]`, alpha 255: what `new ImageData(pixels, columns, rows)` takes. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** How `writeDataset` writes a file. */
export interface WriteOptions {
  /**
   * Pixel Data are neither compressed nor decompressed on the way, so the values allowed are:
   *
   * - the transfer syntax the data set is in (`meta['00020010']`), whichever it is;
   * - unless Pixel Data are compressed: `1.2.840.10008.1.2` Implicit VR Little Endian,
   *   `1.2.840.10008.1.2.1` Explicit VR Little Endian, `1.2.840.10008.1.2.1.99` Deflated Explicit VR
   *   Little Endian, `1.2.840.10008.1.2.2` Explicit VR Big Endian (retired).
   *
   * When not given: the data set's own when its Pixel Data are compressed, else Explicit VR Little
   * Endian.
   */
  transferSyntaxUid?: string;
}

/** The functions of the module. Those that read and write are synchronous and throw {@link CoreError} alone. */
export interface Core {
  /** Of the package, "1.2.3". */
  readonly version: string;
  /**
   * Loads the quicker decoder of lossless HTJ2K (`openjph.wasm`, from beside the script) now. Nobody has to: the first
   * such frame begins to load it, and frames are decoded without it until it has come, to the same pixels.
   *
   * @returns a promise of whether it is there; false where it cannot be had.
   */
  prepareHtj2k(): Promise<boolean>;
  /**
   * Takes a DICOM file apart. `DicomMetaDictionary.naturalizeDataset(readDataset(b).dict)` of dcmjs
   * equals what dcmjs itself makes of the same bytes.
   *
   * @param bytes A Part 10 file, or a data set without File Meta Information.
   * @throws CoreError `not-dicom`, `truncated`, `invalid-attribute` naming the element, `too-large`.
   */
  readDataset(bytes: Uint8Array): DicomDict;
  /**
   * Puts a Part 10 file together; group 0002 is made anew, texts are written as UTF-8, group lengths
   * are left out.
   *
   * @param dataset From `readDataset` or from dcmjs. SOP Class and Instance UID must be there.
   * @throws CoreError `unsupported` for a transfer syntax that would need compressing or
   *     decompressing (see {@link WriteOptions.transferSyntaxUid}), `invalid-attribute` and
   *     `invalid-json` naming the element whose value cannot be written, `too-large`.
   */
  writeDataset(dataset: DicomDict, options?: WriteOptions): Uint8Array<ArrayBuffer>;
  /**
   * Decompresses one frame.
   *
   * @param bytes A DICOM file.
   * @param frameNumber 1-based; 1 when not given.
   * @throws CoreError `invalid-argument` for a frame the file does not have, `unsupported` for a
   *     transfer syntax that is not read, `decode-failed`, and as `readDataset` does.
   */
  decodeFrame(bytes: Uint8Array, frameNumber?: number): Frame;
  /**
   * One frame as RGBA after the modality, VOI and presentation transforms (PS3.4 N.2)
   * and the display shutter.
   *
   * @param bytes A DICOM file.
   * @param frameNumber 1-based; 1 when not given.
   * @throws CoreError `invalid-argument` for a window narrower than 1, and as `decodeFrame` does.
   */
  renderFrame(bytes: Uint8Array, frameNumber?: number, options?: RenderOptions): Rendered;
}

/** Where the WebAssembly comes from. */
export interface LoadOptions {
  /** The bytes of overread-core.wasm; fetched from beside the script when not given. */
  wasmBinary?: ArrayBuffer | Uint8Array<ArrayBuffer>;
  /** The same, compiled: one `WebAssembly.Module` may serve many threads. */
  wasmModule?: WebAssembly.Module;
}
