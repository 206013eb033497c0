// A file as decoders want it, in Node and in a page.
import dicomParser from 'dicom-parser';
import pako from 'pako';

const pixelData = 'x7fe00010';

/** What lies before `start`, and the rest without its compression, as dicom-parser wants it. */
function inflater(bytes, start) {
  const rest = pako.inflateRaw(bytes.subarray(start));
  const whole = new Uint8Array(start + rest.length);
  whole.set(bytes.subarray(0, start));
  whole.set(rest, start);
  return whole;
}

export const parseDicom = (bytes) => dicomParser.parseDicom(bytes, { inflater });

const offsets = (data, element) =>
  element.basicOffsetTable.length > 0
    ? element.basicOffsetTable
    : dicomParser.createJPEGBasicOffsetTable(data, element);

/** The first frame of a file with what decoders ask for. `path`: where the file lies, if it does. */
export function imageOf(label, bytes, path) {
  const data = parseDicom(bytes);
  const element = data.elements[pixelData];
  const number = (tag, otherwise) => data.uint16(tag) ?? otherwise;
  const image = {
    label,
    bytes,
    path,
    transferSyntaxUid: data.string('x00020010'),
    rows: number('x00280010'),
    columns: number('x00280011'),
    bitsAllocated: number('x00280100'),
    bitsStored: number('x00280101'),
    samplesPerPixel: number('x00280002', 1),
    pixelRepresentation: number('x00280103', 0),
    planarConfiguration: number('x00280006', 0),
    photometricInterpretation: data.string('x00280004'),
    slope: data.floatString('x00281053') ?? 1,
    intercept: data.floatString('x00281052') ?? 0,
  };
  if (element?.encapsulatedPixelData) {
    const frames = Number(data.string('x00280008') ?? 1);
    image.codestream =
      frames === 1
        ? dicomParser.readEncapsulatedPixelDataFromFragments(data, element, 0, element.fragments.length)
        : dicomParser.readEncapsulatedImageFrame(data, element, 0, offsets(data, element));
  }
  return image;
}
