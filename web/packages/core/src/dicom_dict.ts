import { framesOfItemStream, isItemStream, itemStreamOfFrames } from './encapsulated.js';
import { CoreError } from './errors.js';
import type { DicomElement, DicomElements, DicomValue } from './types.js';

/**
 * Between the DICOM JSON model as the core speaks it (binary values replaced by InlineBinary holding
 * the number of a blob) and dcmjs's DicomDict (binary values as ArrayBuffer, DS and IS as numbers,
 * AT as one number, empty values as dcmjs reads them).
 */
type JsonElement = { vr: string; Value?: JsonValue[]; InlineBinary?: string };
type JsonValue = string | number | null | object;
type JsonElements = Record<string, JsonElement>;
type Blob = Uint8Array<ArrayBuffer>;

const pixelDataTag = '7FE00010';
const specificCharacterSetTag = '00080005';
const binaryVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
const numberVrs = new Set(['FD', 'FL', 'SL', 'SS', 'UL', 'US']);
const bigIntegerVrs = new Set(['SV', 'UV']);
/** dcmjs splits these at backslashes although PS3.5 6.2 allows a backslash in them. */
const splitByDcmjs = new Set(['ST', 'UR', 'UT']);
/** dcmjs leaves the space that pads a single value of these to an even length. */
const paddedByDcmjs = new Set(['AS', 'DT', 'UR']);
/** dcmjs drops all white space at the end of these, line ends too. */
const trimmedByDcmjs = new Set(['LT', 'ST', 'UC', 'UT']);

function numberOfBlob(inline: string): number {
  const binary = atob(inline);
  return (
    binary.charCodeAt(0) |
    (binary.charCodeAt(1) << 8) |
    (binary.charCodeAt(2) << 16) |
    (binary.charCodeAt(3) << 24)
  );
}

function inlineOfNumber(index: number): string {
  return btoa(
    String.fromCharCode(index & 255, (index >> 8) & 255, (index >> 16) & 255, (index >> 24) & 255),
  );
}

/** What dcmjs's reader gives for an element of zero length. */
function emptyValue(vr: string): DicomValue[] {
  if (vr === 'SQ' || vr === 'PN') return [];
  if (vr === 'DS' || vr === 'IS') return [null];
  if (binaryVrs.has(vr)) return [new ArrayBuffer(0)];
  if (numberVrs.has(vr) || bigIntegerVrs.has(vr)) return [0];
  return [''];
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function tagNumber(value: JsonValue): number {
  return Number.parseInt(textOf(value), 16);
}

/** A DS or IS as dcmjs reads it: what is no number after letters were dropped is null. */
function decimalFrom(vr: string, value: JsonValue): number | null {
  if (typeof value === 'number') return value;
  if (vr === 'IS' || typeof value !== 'string') return null;
  const digits = value.replace(/[^0-9.\\\-+e]/gi, '');
  const number = Number(digits);
  return digits === '' || !Number.isFinite(number) ? null : number;
}

function floatFrom(value: JsonValue): number {
  if (value === 'inf') return Infinity;
  if (value === '-inf') return -Infinity;
  return Number(value);
}

function textsAsDcmjs(vr: string, texts: string[]): string[] {
  const [first] = texts;
  if (paddedByDcmjs.has(vr) && texts.length === 1 && first !== undefined && first.length % 2 === 1) {
    return [`${first} `];
  }
  const trimmed = trimmedByDcmjs.has(vr) ? texts.map((text) => text.trimEnd()) : texts;
  return splitByDcmjs.has(vr) ? trimmed.flatMap((text) => text.split('\\')) : trimmed;
}

function valuesFrom(vr: string, values: readonly JsonValue[], blobs: readonly Blob[]): DicomValue[] {
  if (vr === 'SQ') return values.map((item) => elementsFrom(item as JsonElements, blobs));
  if (vr === 'AT') return values.map(tagNumber);
  if (vr === 'DS' || vr === 'IS') return values.map((value) => decimalFrom(vr, value));
  if (numberVrs.has(vr)) return values.map(floatFrom);
  if (bigIntegerVrs.has(vr)) return values.map((value) => BigInt(value as string | number));
  if (vr === 'PN') return values.filter((value) => value !== null);
  return textsAsDcmjs(vr, values.map(textOf));
}

/** The elements of one data set in dcmjs's shape. */
export function elementsFrom(
  json: JsonElements,
  blobs: readonly Blob[],
  encapsulated = false,
): DicomElements {
  const elements: DicomElements = {};
  for (const [tag, { vr, Value, InlineBinary }] of Object.entries(json)) {
    const element: DicomElement = { vr };
    if (InlineBinary !== undefined) {
      const blob = blobs[numberOfBlob(InlineBinary)];
      if (blob === undefined) throw new CoreError('internal', `${tag} has no blob`);
      element.Value =
        tag === pixelDataTag && (encapsulated || isItemStream(blob))
          ? framesOfItemStream(blob)
          : [blob.buffer];
    } else if (tag === specificCharacterSetTag) {
      element.Value = ['ISO_IR 192'];
    } else {
      element.Value =
        Value === undefined || Value.length === 0 ? emptyValue(vr) : valuesFrom(vr, Value, blobs);
    }
    elements[tag] = element;
  }
  return elements;
}

function bytesOf(value: unknown, tag: string): Uint8Array<ArrayBuffer> {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
  }
  throw new CoreError('invalid-attribute', `(${tag}) must hold an ArrayBuffer`);
}

function binaryToJson(tag: string, values: readonly unknown[], encapsulated: boolean): Uint8Array {
  if (!(encapsulated && tag === pixelDataTag)) return bytesOf(values[0], tag);
  return itemStreamOfFrames(
    values.map((value) => {
      if (!Array.isArray(value)) return bytesOf(value, tag).slice().buffer;
      const parts = value.map((part: unknown) => bytesOf(part, tag));
      const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
      let offset = 0;
      for (const part of parts) {
        whole.set(part, offset);
        offset += part.byteLength;
      }
      return whole.buffer;
    }),
  );
}

function valueToJson(vr: string, value: DicomValue): JsonValue {
  if (vr === 'AT') return Number(value).toString(16).toUpperCase().padStart(8, '0');
  if (vr === 'PN' && typeof value === 'string') {
    const [Alphabetic, Ideographic, Phonetic] = value.split('=');
    return {
      ...(Alphabetic ? { Alphabetic } : {}),
      ...(Ideographic ? { Ideographic } : {}),
      ...(Phonetic ? { Phonetic } : {}),
    };
  }
  if (typeof value === 'bigint') return value.toString();
  return value;
}

/** The other way: DICOM JSON for the core; binary values are appended to `blobs`. */
export function jsonFrom(
  elements: DicomElements,
  blobs: Uint8Array[],
  encapsulated = false,
): JsonElements {
  const json: JsonElements = {};
  for (const [tag, { vr, Value }] of Object.entries(elements)) {
    const values = Value === undefined ? [] : Array.isArray(Value) ? Value : [Value];
    const written: JsonElement = { vr };
    if (vr === 'SQ') {
      written.Value = values.map((item) => jsonFrom(item as DicomElements, blobs));
    } else if (binaryVrs.has(vr)) {
      if (values.length > 0) {
        written.InlineBinary = inlineOfNumber(blobs.length);
        blobs.push(binaryToJson(tag, values, encapsulated));
      }
    } else if (values.some((value) => value !== null && value !== '')) {
      written.Value = values.map((value) => valueToJson(vr, value));
    }
    json[tag] = written;
  }
  return json;
}
