/** Archives with something wrong in them: tests/fuzz/archive.mjs tries more of them. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { archiveBytes, editedArchive } from '../fuzz/archive_edits.mjs';
import { tryArchive } from '../fuzz/archive_rules.mjs';
import { archiveSeeds } from '../fuzz/archive_seeds.mjs';
import { archiveSources } from '../fuzz/archive_sources.mjs';
import { root } from './places.mjs';
import { webRequire } from './source.mjs';

const fc = webRequire('fast-check');
const sources = await archiveSources();

test('every archive that is a seed, and every input that ever broke a fuzzing run', async () => {
  for (const bytes of Object.values(await archiveSeeds())) await tryArchive(sources, bytes);
  const regressions = join(root, 'tests/fuzz/regressions');
  const names = await readdir(regressions);
  assert(names.length > 0);
  for (const name of names) await tryArchive(sources, new Uint8Array(await readFile(join(regressions, name))));
});

test('an edited archive ends in files or errors that name them, within the limits', { timeout: 120_000 }, async () => {
  const attempt = fc.asyncProperty(editedArchive, (edited) => tryArchive(sources, archiveBytes(edited)));
  await fc.assert(attempt, { seed: 1, numRuns: 1000 });
});
