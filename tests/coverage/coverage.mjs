/** Writes core/dicom/COVERAGE.md from the built package and the collection. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, sharedData } from '../web/places.mjs';
import { markdownOf } from './markdown.mjs';
import { coverageRows } from './rows.mjs';

if (sharedData === undefined) throw new Error('There is no collection: set OVERREAD_SHARED_DATA');
await writeFile(join(root, 'core/dicom/COVERAGE.md'), markdownOf(await coverageRows()));
