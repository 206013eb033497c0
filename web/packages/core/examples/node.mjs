/**
 * node node.mjs FILE [FILE.raw]: what a DICOM file holds, its first frame drawn in letters, and its
 * stored values written to FILE.raw, little-endian.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { CoreError, loadCore } from 'overread-core';

const shades = ' .:-=+*#%@';
const lettersAcross = 64;

function summary(meta, dict, { rows, columns, samplesPerPixel, frames, photometricInterpretation, pixels }) {
  const text = (elements, tag) => elements[tag]?.Value?.[0] ?? 'unknown';
  let [least, most, sum] = [Infinity, -Infinity, 0];
  for (const value of pixels) {
    least = Math.min(least, value);
    most = Math.max(most, value);
    sum += value;
  }
  return [
    `modality         ${text(dict, '00080060')}`,
    `transfer syntax  ${text(meta, '00020010')}`,
    `picture          ${columns} × ${rows} × ${samplesPerPixel}, ${frames} frame(s), ${photometricInterpretation}`,
    `stored values    ${pixels.constructor.name}, ${least} to ${most}, mean ${(sum / pixels.length).toFixed(2)}`,
  ].join('\n');
}

/** A letter is about twice as high as it is wide. */
function drawing({ rows, columns, pixels }) {
  const step = Math.max(1, columns / lettersAcross);
  const lines = [];
  for (let y = 0; y < rows; y += 2 * step) {
    let line = '';
    for (let x = 0; x < columns; x += step) {
      const [red, green, blue] = pixels.subarray(4 * (Math.floor(y) * columns + Math.floor(x)));
      line += shades[Math.floor((((red + green + blue) / 3) * shades.length) / 256)];
    }
    lines.push(line);
  }
  return lines.join('\n');
}

const [path, rawPath] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node node.mjs FILE [FILE.raw]');
  process.exit(2);
}
const core = await loadCore();
try {
  const bytes = await readFile(path);
  const { meta, dict } = core.readDataset(bytes);
  const frame = core.decodeFrame(bytes);
  console.log(summary(meta, dict, frame));
  console.log(drawing(core.renderFrame(bytes)));
  if (rawPath !== undefined) await writeFile(rawPath, frame.pixels);
} catch (error) {
  if (!(error instanceof CoreError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exit(1);
}
