/** Where the built products, the test data and dcmjs are. */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const cli = join(root, 'build/web/cli/overread.mjs');
export const corePackage = new URL('../../build/web/core/index.js', import.meta.url);
export const models = join(root, 'models');

const shared = process.env.OVERREAD_SHARED_DATA ?? join(root, '..', 'shared', 'data');
/** Folder of real files, or undefined where there is none: tests that need it are skipped. */
export const sharedData = existsSync(join(shared, 'dicom')) ? shared : undefined;
export const skipWithoutData = sharedData === undefined ? 'no shared test data here' : false;

/** Names of the DICOM files below `dicom` of the shared data, in order. */
export async function dicomFiles() {
  const folder = join(sharedData, 'dicom');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(dcm|DCM|ima)$|^[^.]+$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

const require = createRequire(join(root, 'web/package.json'));
const { data, log } = require('dcmjs');
log.setLevel('silent');
export const dcmjs = data;
