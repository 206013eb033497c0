import { binaryVrs, formatted, losesText, numberVrs, pixelDataTag } from './dcmjs_values.js';
import { itemStreamOfFrames, joined } from './encapsulated.js';
import { CoreError } from './errors.js';
import type { DicomElement, DicomElements, DicomValue } from './types.js';

/**
 * From dcmjs's DicomDict to the DICOM JSON model as the core speaks it: binary values replaced by
 * InlineBinary holding the number of a blob.
 */
export type JsonElement = { vr: string; Value?: JsonValue[]; InlineBinary?: string };
export type JsonValue = string | number | null | object;
export type JsonElements = Record<string, JsonElement>;

const numberOfFramesTag = '00280008';
const extendedOffsetTableTag = '7FE00001';
const extentTags = ['00280010', '00280011', '00280002', '00280100'];

/** PS3.5 6.2; a longer number is rounded by the core. */
const mostDecimalCharacters = 16;

function inlineOfNumber(index: number): string {
  return btoa(
    String.fromCharCode(index & 255, (index >> 8) & 255, (index >> 16) & 255, (index >> 24) & 255),
  );
}

function bytesOf(value: unknown, tag: string): Uint8Array<ArrayBuffer> {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
  }
  throw new CoreError('invalid-attribute', `(${tag}) must hold an ArrayBuffer`);
}

/** The one binary value of an element; undefined when it is empty. */
function binaryOf({ BulkDataURI, InlineBinary }: DicomElement, values: readonly unknown[], tag: string) {
  if (values.length > 1) {
    throw new CoreError('invalid-attribute', `(${tag}) holds ${values.length} ArrayBuffers, must hold one`);
  }
  if (values.length === 1) return bytesOf(values[0], tag);
  if (BulkDataURI !== undefined) {
    throw new CoreError('invalid-attribute', `(${tag}) has its bytes elsewhere (BulkDataURI), must have them here`);
  }
  return InlineBinary === undefined ? undefined : bytesOfBase64(InlineBinary, tag);
}

function bytesOfBase64(text: string, tag: string): Uint8Array<ArrayBuffer> {
  let letters: string;
  try {
    letters = atob(text);
  } catch {
    throw new CoreError('invalid-attribute', `(${tag}) has an InlineBinary that is no base64`);
  }
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

function firstNumber(elements: DicomElements, tag: string, fallback: number): number {
  const value = Number(elements[tag]?.Value?.[0] ?? fallback);
  return Number.isFinite(value) ? value : fallback;
}

/**
 * True for the Pixel Data of an icon that are as long as its picture: in a compressed file an icon
 * may be compressed or not (PS3.5 A.4), and nothing else tells.
 */
function isUncompressed(elements: DicomElements, values: readonly unknown[]): boolean {
  const bits = extentTags.reduce((product, tag) => product * firstNumber(elements, tag, 1), 1);
  const length = Math.ceil(bits / 8);
  const [value] = values;
  if (values.length !== 1 || Array.isArray(value)) return false;
  const { byteLength } = bytesOf(value, pixelDataTag);
  return byteLength === length || byteLength === length + (length & 1);
}

/** A Basic Offset Table has one entry a frame, and none beside an Extended one (PS3.5 A.4). */
function hasOffsetTable(elements: DicomElements, values: readonly unknown[]): boolean {
  return (
    values.length === firstNumber(elements, numberOfFramesTag, 1) &&
    !Object.hasOwn(elements, extendedOffsetTableTag)
  );
}

function itemsOf(elements: DicomElements, values: readonly unknown[]): Uint8Array<ArrayBuffer> {
  const { BulkDataURI, InlineBinary } = elements[pixelDataTag] ?? {};
  if (values.length === 0 && (BulkDataURI ?? InlineBinary) !== undefined) {
    throw new CoreError('invalid-attribute', `(${pixelDataTag}) is encapsulated, must hold an ArrayBuffer a frame`);
  }
  const frames = values.map((value) =>
    Array.isArray(value)
      ? joined(value.map((part: unknown) => bytesOf(part, pixelDataTag)))
      : bytesOf(value, pixelDataTag),
  );
  return itemStreamOfFrames(frames, hasOffsetTable(elements, values));
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

/** The values of an element, as they were written where nobody changed them since. */
function valuesOf({ vr, Value, _rawValue: raw }: DicomElement): readonly DicomValue[] {
  const values = Value === undefined ? [] : Array.isArray(Value) ? Value : [Value];
  if (!Array.isArray(raw)) return values;
  if (numberVrs.has(vr)) return raw.length === 0 && isSame(values, [0]) ? [] : values;
  if (!losesText(vr) || !raw.every((text) => typeof text === 'string')) return values;
  const isWhole = isSame(values, raw.map((text) => formatted(vr, text)));
  // Of a text that was split at its backslashes only the end was trimmed.
  const isSplit = isSame(values, [...raw.slice(0, -1), ...raw.slice(-1).map((text) => formatted(vr, text))]);
  return isWhole || isSplit ? raw : values;
}

function personName(name: string): object {
  const [Alphabetic, Ideographic, Phonetic] = name.split('=');
  return {
    ...(Alphabetic ? { Alphabetic } : {}),
    ...(Ideographic ? { Ideographic } : {}),
    ...(Phonetic ? { Phonetic } : {}),
  };
}

function checkNumber(vr: string, value: number, tag: string): void {
  const isWrong = vr === 'IS' ? !Number.isInteger(value) : vr === 'DS' && !Number.isFinite(value);
  if (isWrong) throw new CoreError('invalid-attribute', `(${tag}) is ${value}, which ${vr} cannot hold`);
}

function valueToJson(vr: string, value: DicomValue, tag: string): JsonValue {
  if (vr === 'AT' && typeof value === 'number') return value.toString(16).toUpperCase().padStart(8, '0');
  if (typeof value === 'number') checkNumber(vr, value, tag);
  if (vr === 'PN' && (typeof value === 'string' || value instanceof String)) {
    return personName(value.toString());
  }
  if (typeof value === 'bigint') return value.toString();
  if (vr === 'DS' && typeof value === 'number') {
    const text = String(value);
    return text.length <= mostDecimalCharacters ? text : value;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf';
  }
  // JSON.stringify() knows no negative zero.
  if ((vr === 'FL' || vr === 'FD') && Object.is(value, -0)) return '-0';
  return value;
}

/** The core reads UTF-8, which has no halves of surrogate pairs. */
function checkText(value: JsonValue, tag: string): JsonValue {
  const texts = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  if (texts.some((text) => typeof text === 'string' && /\p{Surrogate}/u.test(text))) {
    throw new CoreError('invalid-attribute', `(${tag}) holds half of a surrogate pair`);
  }
  return value;
}

function itemOf(value: unknown, tag: string): DicomElements {
  if (typeof value === 'object' && value !== null) return value as DicomElements;
  throw new CoreError('invalid-attribute', `(${tag}) must hold data sets`);
}

/**
 * The elements of one data set; binary values are appended to `blobs`.
 *
 * @param isEncapsulated Of the transfer syntax they are for.
 * @param isTop False for the items of sequences.
 */
export function jsonFrom(
  elements: DicomElements,
  blobs: Uint8Array[],
  isEncapsulated: boolean,
  isTop = true,
): JsonElements {
  const json: JsonElements = {};
  for (const [tag, element] of Object.entries(elements)) {
    const { vr } = element;
    const values = valuesOf(element);
    const written: JsonElement = { vr };
    if (vr === 'SQ') {
      written.Value = values.map((item) => jsonFrom(itemOf(item, tag), blobs, isEncapsulated, false));
    } else if (binaryVrs.has(vr)) {
      const isItems = tag === pixelDataTag && isEncapsulated && (isTop || !isUncompressed(elements, values));
      const bytes = isItems ? itemsOf(elements, values) : binaryOf(element, values, tag);
      if (bytes !== undefined) {
        written.InlineBinary = inlineOfNumber(blobs.length);
        blobs.push(bytes);
      }
    } else if (values.some((value) => value !== null && value !== '')) {
      written.Value = values.map((value) => checkText(valueToJson(vr, value, tag), tag));
    }
    json[tag] = written;
  }
  return json;
}
