/**
 * Tries edited archives: archive.mjs [SEED [COUNT]]
 *
 * The smallest that breaks a rule is left in build/fuzz/archive. Prints one "check:" line.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../web/places.mjs';
import { webRequire } from '../web/source.mjs';
import { archiveBytes, editedArchive } from './archive_edits.mjs';
import { tryArchive } from './archive_rules.mjs';
import { archiveSources } from './archive_sources.mjs';

const fc = webRequire('fast-check');
const [seed = 1, numRuns = 2000] = process.argv.slice(2).map(Number);
const sources = await archiveSources();
const attempt = fc.asyncProperty(editedArchive, (edited) => tryArchive(sources, archiveBytes(edited)));
const done = await fc.check(attempt, { seed, numRuns });
if (done.failed) {
  const crashes = join(root, 'build/fuzz/archive');
  mkdirSync(crashes, { recursive: true });
  const [edited] = done.counterexample;
  writeFileSync(join(crashes, `${done.seed}-${done.counterexamplePath}.zip`), archiveBytes(edited));
  console.error(await fc.asyncDefaultReportMessage(done), done.errorInstance);
  console.log(`check: failed archive: see ${crashes}`);
  process.exitCode = 1;
} else {
  console.log(`check: passed archive, ${numRuns} edited archives from seed ${seed}`);
}
