import {
  bigIntegerVrs,
  binaryVrs,
  formatted,
  losesText,
  numberVrs,
  pixelDataTag,
} from './dcmjs_values.js';
import type { JsonElements, JsonValue } from './dicom_json.js';
import { framesOfItemStream, isItemStream } from './encapsulated.js';
import { CoreError } from './errors.js';
import type { DicomElement, DicomElements, DicomValue } from './types.js';

/**
 * From the DICOM JSON model as the core speaks it (binary values replaced by InlineBinary holding
 * the number of a blob, DS and IS as texts) to dcmjs's DicomDict (binary values as ArrayBuffer, DS
 * and IS as numbers, AT as one number, empty values as dcmjs reads them).
 */
type Blob = Uint8Array<ArrayBuffer>;

const specificCharacterSetTag = '00080005';
/** dcmjs splits these at backslashes although PS3.5 6.2 allows a backslash in them. */
const splitByDcmjs = new Set(['ST', 'UR', 'UT']);
/** dcmjs leaves the space that pads a single value of these to an even length. */
const paddedByDcmjs = new Set(['AS', 'DT', 'UR']);

function numberOfBlob(inline: string): number {
  const binary = atob(inline);
  return (
    binary.charCodeAt(0) |
    (binary.charCodeAt(1) << 8) |
    (binary.charCodeAt(2) << 16) |
    (binary.charCodeAt(3) << 24)
  );
}

/** What dcmjs's reader gives for an element of zero length. */
function emptyElement(vr: string): DicomElement {
  if (vr === 'SQ' || vr === 'PN') return { vr, Value: [] };
  if (vr === 'DS' || vr === 'IS') return { vr, Value: [null] };
  if (binaryVrs.has(vr)) return { vr, Value: [new ArrayBuffer(0)] };
  if (numberVrs.has(vr) || bigIntegerVrs.has(vr)) return { vr, Value: [0], _rawValue: [] };
  return { vr, Value: [''] };
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function floatFrom(value: JsonValue): number {
  if (value === 'inf') return Infinity;
  if (value === '-inf') return -Infinity;
  return Number(value);
}

function textElement(vr: string, values: readonly JsonValue[]): DicomElement {
  const texts = values.map(textOf);
  const [first] = texts;
  if (paddedByDcmjs.has(vr) && texts.length === 1 && first !== undefined && first.length % 2 === 1) {
    return { vr, Value: [`${first} `] };
  }
  const split = splitByDcmjs.has(vr) ? texts.flatMap((text) => text.split('\\')) : texts;
  if (!losesText(vr)) return { vr, Value: split };
  // dcmjs trims the whole of it before it splits.
  const last = split.length - 1;
  const isTrimmedApart = !splitByDcmjs.has(vr);
  const Value = split.map((text, index) =>
    isTrimmedApart || index === last ? formatted(vr, text) : text,
  );
  const isLost = split.some((text, index) => text !== String(Value[index] ?? ''));
  return isLost ? { vr, Value, _rawValue: split } : { vr, Value };
}

function valuesFrom(vr: string, values: readonly JsonValue[], blobs: readonly Blob[]): DicomValue[] {
  if (vr === 'SQ') return values.map((item) => elementsFrom(item as JsonElements, blobs));
  if (vr === 'AT') return values.map((value) => Number.parseInt(textOf(value), 16));
  if (numberVrs.has(vr)) return values.map(floatFrom);
  if (bigIntegerVrs.has(vr)) return values.map((value) => BigInt(value as string | number));
  return values.filter((value) => value !== null);
}

const valuesThemselves = new Set(['AT', 'PN', 'SQ', ...numberVrs, ...bigIntegerVrs]);

function elementFrom(tag: string, json: JsonElements[string], blobs: readonly Blob[]): DicomElement {
  const { vr, Value, InlineBinary } = json;
  if (InlineBinary !== undefined) {
    const blob = blobs[numberOfBlob(InlineBinary)];
    if (blob === undefined) throw new CoreError('internal', `${tag} has no blob`);
    const isItems = tag === pixelDataTag && isItemStream(blob);
    return { vr, Value: isItems ? framesOfItemStream(blob) : [blob.buffer] };
  }
  if (tag === specificCharacterSetTag) return { vr, Value: ['ISO_IR 192'] };
  if (Value === undefined || Value.length === 0) return emptyElement(vr);
  if (valuesThemselves.has(vr)) return { vr, Value: valuesFrom(vr, Value, blobs) };
  return textElement(vr, Value);
}

/** The elements of one data set in dcmjs's shape. */
export function elementsFrom(json: JsonElements, blobs: readonly Blob[]): DicomElements {
  const elements: DicomElements = {};
  for (const [tag, element] of Object.entries(json)) {
    elements[tag] = elementFrom(tag, element, blobs);
  }
  return elements;
}
