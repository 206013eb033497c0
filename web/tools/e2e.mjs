/** Runs the end-to-end tests: the built site, served by the real server, in headless Chromium. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

const folder = join(root, 'tests', 'e2e');
const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => join(folder, name));
const done = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...process.argv.slice(2), ...files], { stdio: 'inherit' });
process.exit(done.status ?? 1);
