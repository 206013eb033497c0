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

function valueToJson(vr: string, value: DicomValue): JsonValue {
  if (vr === 'AT') return Number(value).toString(16).toUpperCase().padStart(8, '0');
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
      written.Value = values.map((item) => jsonFrom(item as DicomElements, blobs, isEncapsulated, false));
    } else if (binaryVrs.has(vr)) {
      const isItems = tag === pixelDataTag && isEncapsulated && (isTop || !isUncompressed(elements, values));
      if (isItems || values.length > 0) {
        written.InlineBinary = inlineOfNumber(blobs.length);
        blobs.push(isItems ? itemsOf(elements, values) : bytesOf(values[0], tag));
      }
    } else if (values.some((value) => value !== null && value !== '')) {
      written.Value = values.map((value) => valueToJson(vr, value));
    }
    json[tag] = written;
  }
  return json;
}
