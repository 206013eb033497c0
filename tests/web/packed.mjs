/** The package as others get it: packed by npm, and installed in an empty folder. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corePackage } from './places.mjs';

export function run(program, args, options = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000, ...options });
  if (done.error) throw done.error;
  return done;
}

function npm(args, cwd) {
  const { status, stdout, stderr } = run('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd });
  if (status !== 0) throw new Error(`npm ${args[0]}: ${stderr}`);
  return stdout;
}

/** @returns the tarball's file names, and the folder it is installed in. */
export async function packAndInstall() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'overread-package-')));
  const packed = npm(['pack', '--json', '--pack-destination', folder], fileURLToPath(new URL('.', corePackage)));
  const [{ filename, files }] = JSON.parse(packed);
  npm(['init', '--yes'], folder);
  npm(['install', '--ignore-scripts', join(folder, filename)], folder);
  return { folder, installed: join(folder, 'node_modules', 'overread-core'), files: files.map(({ path }) => path) };
}
