// The files that decoders run on: phantoms, written once in every syntax, and real ones from a folder of test
// data where there is one.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressed } from './compressions.mjs';
import { imageOf } from './image.mjs';
import { syntax, syntaxName, syntaxNames } from './syntaxes.mjs';

// Smaller ones measure the call, not the decoder.
const smallestPixelCount = 256 * 256;

const written = [syntax.uncompressed, syntax.rle, syntax.losslessSv1, syntax.jpegLs, syntax.jpeg2000Lossless];

/** The DICOM files of a phantom, in the order of their names; made on the first call. */
export function phantomFiles(commandLine, folder, kind) {
  const out = join(folder, kind);
  if (!existsSync(join(out, 'truth.json'))) {
    execFileSync(process.execPath, [commandLine, 'phantom', kind, '--seed', '1', '--out', out]);
  }
  const names = readdirSync(out, { recursive: true }).filter((name) => name.endsWith('.dcm'));
  return names.sort().map((name) => join(out, name));
}

/** The one in the middle is as good as any: they are of one size. */
function phantomFile(commandLine, folder, kind) {
  const files = phantomFiles(commandLine, folder, kind);
  return new Uint8Array(readFileSync(files[files.length >> 1]));
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

/** What `--only` goes by. */
export const nameOf = (label, transferSyntaxUid) => `${label} ${syntaxName(transferSyntaxUid)}`;

/** @param only  A part of the names of those that are wanted. */
export async function phantomImages(core, commandLine, folder, only) {
  mkdirSync(folder, { recursive: true });
  const film = () => phantomFile(commandLine, folder, 'spine');
  const sources = [
    { label: 'phantom CT', bytes: () => phantomFile(commandLine, folder, 'chest-ct') },
    { label: 'phantom film', bytes: film },
    { label: 'phantom film 8 bit', bytes: () => eightBit(core, film()), more: [syntax.baseline] },
  ];
  const images = [];
  for (const { label, bytes, more = [] } of sources) {
    const syntaxes = [...written, ...more, syntax.htj2kLosslessRpcl];
    const wanted = syntaxes.filter((uid) => nameOf(label, uid).includes(only));
    if (wanted.length === 0) continue;
    const source = imageOf(label, bytes());
    for (const uid of wanted) {
      const path = join(folder, `${label.replaceAll(' ', '-')}-${uid}.dcm`);
      const file = await compressed(core, source, uid);
      writeFileSync(path, file);
      images.push(imageOf(label, file, path));
    }
  }
  return images;
}

/** Real files in syntaxes that have a name; none without the folder. */
export function realImages(folder, only) {
  const place = join(folder, 'dicom', 'transfer-syntax');
  if (!existsSync(place)) return [];
  const images = [];
  for (const name of readdirSync(place).sort()) {
    if (!name.endsWith('.dcm')) continue;
    try {
      const path = join(place, name);
      const image = imageOf(name, new Uint8Array(readFileSync(path)), path);
      const large = image.rows * image.columns >= smallestPixelCount;
      const wanted = nameOf(name, image.transferSyntaxUid).includes(only);
      if (wanted && large && syntaxNames[image.transferSyntaxUid]) {
        images.push(image);
      }
    } catch (error) {
      console.log(`left out ${name}: ${error.message ?? error}`);
    }
  }
  return images;
}
