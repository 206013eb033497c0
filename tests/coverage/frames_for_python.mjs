/**
 * Writes our frames for the scripts that judge them: stored values and RGBA of the rendered frames of every file, and
 * the stored values of all frames where the collection's decoders did not agree.
 *
 *   node tests/coverage/frames_for_python.mjs FOLDER
 */
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf, collectedPaths, expectations, renderedFrames } from './collection.mjs';
import { decodeFrame, renderFrame } from './engine.mjs';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: frames_for_python.mjs FOLDER');
await mkdir(folder, { recursive: true });

async function writeAllFrames(name, file, frames) {
  const out = await open(name, 'w');
  for (let number = 1; number <= frames; ++number) await out.write(decodeFrame(file, number).bytes);
  await out.close();
}

async function filesOf(path, index) {
  const file = await bytesOf(path);
  const { frames, sampleType } = decodeFrame(file);
  const shown = [];
  for (const number of renderedFrames(frames)) {
    await writeFile(join(folder, `${index}.${number}.stored`), decodeFrame(file, number).bytes);
    await writeFile(join(folder, `${index}.${number}.rgba`), renderFrame(file, number));
    shown.push(number);
  }
  if (!agreed.has(path)) await writeAllFrames(join(folder, `${index}.all`), file, frames);
  return { path, index, frames, shown, sampleType };
}

const { agreed } = await expectations();
const files = [];
for (const [index, path] of (await collectedPaths()).entries()) {
  try {
    files.push(await filesOf(path, index));
  } catch (error) {
    files.push({ path, index, refused: error.message, shown: [] });
  }
}
await writeFile(join(folder, 'files.json'), JSON.stringify(files, null, 1));
