/** The files of the collection, and what other programs said about each. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedData } from '../web/places.mjs';

/** Rows of a tab-separated table as objects. */
export function tableFrom(text) {
  const [header, ...lines] = text.trimEnd().split('\n');
  const columns = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, index) => [columns[index], cell])));
}

const here = async (name) => tableFrom(await readFile(new URL(name, import.meta.url), 'utf8'));
const there = async (name) => tableFrom(await readFile(join(sharedData, 'dicom', name), 'utf8'));
const byPath = (rows) => new Map(rows.map((row) => [row.path, row]));

/** Paths of all files, in the order of the table. */
export async function collectedPaths() {
  return (await there('manifest.tsv')).map(({ path }) => path).sort();
}

export async function bytesOf(path) {
  return new Uint8Array(await readFile(join(sharedData, 'dicom', path)));
}

/** The frames that are rendered: the first, and one in the middle of several. */
export const renderedFrames = (frames) => (frames > 1 ? [1, Math.floor(frames / 2) + 1] : [1]);

/** What is expected of each file: see README.md for who wrote which table. */
export async function expectations() {
  const collected = await there('expected_pixels.tsv');
  return {
    agreed: byPath(collected.filter(({ verdict }) => verdict === 'exact')),
    /** Files that GDCM alone decodes. */
    byGdcm: new Set(collected.filter((row) => row.gdcm_sha256_le !== '-').map(({ path }) => path)),
    pixels: byPath(await here('independent_pixels.tsv')),
    rendered: new Map((await here('rendered_reference.tsv')).map((row) => [`${row.path}#${row.frame}`, row])),
    objects: byPath(await here('object_phrases.tsv')),
    reviewed: byPath(await here('reviewed_refusals.tsv')),
  };
}
