// The files the bench runs on: two phantoms, written once in every syntax, and real ones from a
// folder of test data where there is one.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compressions, htj2kCodestream, htj2kSyntax, syntaxNames } from './peers.mjs';

const require = createRequire(import.meta.url);
const dicomParser = require('dicom-parser');

const pixelData = 'x7fe00010';
// Smaller ones measure the call, not the decoder.
const smallestPixelCount = 256 * 256;

/** The first frame of a file with what decoders ask for. `path`: where the file lies, if it does. */
export function imageOf(label, bytes, path) {
  const data = dicomParser.parseDicom(bytes);
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

const offsets = (data, element) =>
  element.basicOffsetTable.length > 0
    ? element.basicOffsetTable
    : dicomParser.createJPEGBasicOffsetTable(data, element);

/** The largest of a phantom's DICOM files by pixels is as good as any: they are of one size. */
function phantomFile(commandLine, folder, kind) {
  const out = join(folder, kind);
  if (!existsSync(join(out, 'truth.json'))) {
    execFileSync(process.execPath, [commandLine, 'phantom', kind, '--seed', '1', '--out', out]);
  }
  const names = readdirSync(out, { recursive: true }).filter((name) => name.endsWith('.dcm'));
  names.sort();
  return readFileSync(join(out, names[Math.floor(names.length / 2)]));
}

/** The same picture in 8 bits. */
function eightBit(core, bytes) {
  const file = core.readDataset(bytes);
  const frame = core.decodeFrame(bytes);
  const shift = frame.bitsStored - 8;
  const pixels = Uint8Array.from(frame.pixels, (value) => value >> shift);
  const us = (value) => ({ vr: 'US', Value: [value] });
  Object.assign(file.dict, {
    '00280100': us(8),
    '00280101': us(8),
    '00280102': us(7),
    '00280103': us(0),
    '7FE00010': { vr: 'OB', Value: [pixels.buffer] },
  });
  for (const tag of ['00281050', '00281051', '00281052', '00281053']) delete file.dict[tag];
  return core.writeDataset(file);
}

/** The same picture in High-Throughput JPEG 2000. */
async function htj2kFile(core, image) {
  const file = core.readDataset(image.bytes);
  const codestream = await htj2kCodestream(image, core.decodeFrame(image.bytes).pixels);
  file.dict['7FE00010'] = { vr: 'OB', Value: [codestream.buffer] };
  file.meta['00020010'] = { vr: 'UI', Value: [htj2kSyntax] };
  return core.writeDataset(file);
}

export async function phantomImages(core, commandLine, folder) {
  mkdirSync(folder, { recursive: true });
  const ct = phantomFile(commandLine, folder, 'chest-ct');
  const film = phantomFile(commandLine, folder, 'spine');
  const sources = [
    { label: 'phantom CT', bytes: ct },
    { label: 'phantom film', bytes: film },
    { label: 'phantom film 8 bit', bytes: eightBit(core, film), eightBit: true },
  ];
  const images = [];
  for (const { label, bytes, eightBit: narrow = false } of sources) {
    const uncompressed = imageOf(label, new Uint8Array(bytes));
    images.push(uncompressed);
    const htj2k = { transferSyntaxUid: htj2kSyntax, bytes: await htj2kFile(core, uncompressed) };
    for (const made of [...(await compressions(bytes, { eightBit: narrow })), htj2k]) {
      const path = join(folder, `${label.replaceAll(' ', '-')}-${made.transferSyntaxUid}.dcm`);
      writeFileSync(path, made.bytes);
      images.push(imageOf(label, made.bytes, path));
    }
  }
  return images;
}

/** Real files in syntaxes that have a peer; none without the folder. */
export function realImages(folder) {
  const place = join(folder, 'dicom', 'transfer-syntax');
  if (!existsSync(place)) return [];
  const images = [];
  for (const name of readdirSync(place).sort()) {
    if (!name.endsWith('.dcm')) continue;
    try {
      const path = join(place, name);
      const image = imageOf(name, new Uint8Array(readFileSync(path)), path);
      const large = image.rows * image.columns >= smallestPixelCount;
      if (large && image.samplesPerPixel === 1 && syntaxNames[image.transferSyntaxUid]) {
        images.push(image);
      }
    } catch (error) {
      console.log(`left out ${name}: ${error.message ?? error}`);
    }
  }
  return images;
}
