/** Runs the tests of the npm package and the command line, and the table of real files, against what is built. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

const folders = ['web', 'coverage'].map((name) => join(root, 'tests', name));
const files = folders.flatMap((folder) =>
  readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).map((name) => join(folder, name)));
const done = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...process.argv.slice(2), ...files], { stdio: 'inherit' });
process.exit(done.status ?? 1);
