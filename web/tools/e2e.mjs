/** Runs the end-to-end tests: the built site, served by the real server, in headless Chromium. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

const folder = join(root, 'tests', 'e2e');
// The longest first: the others go beside them.
const longest = ['memory.test.mjs', 'folder.test.mjs', 'document.test.mjs'];
const others = readdirSync(folder).filter((name) => name.endsWith('.test.mjs') && !longest.includes(name)).sort();
const files = [...longest, ...others].map((name) => join(folder, name));
const done = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...process.argv.slice(2), ...files], { stdio: 'inherit' });
process.exit(done.status ?? 1);
