/** Runs TypeScript 7 over everything; the older compiler in node_modules is the linter's parser. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(new URL('../node_modules/typescript-7/bin/tsc', import.meta.url));
const done = spawnSync(process.execPath, [compiler, '--project', 'tsconfig.json', ...process.argv.slice(2)], {
  cwd: web,
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
