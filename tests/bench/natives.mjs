// GDCM and DCMTK as Debian has them, natively: a program beside the bench, because neither is a package of npm.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @returns [{name, version, ms, pixels}] of the libraries that decode the file; none without the program. */
export function nativeDecodes(program, file, rounds) {
  if (!existsSync(program)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'overread-bench-'));
  const out = join(folder, 'pixels');
  try {
    const said = execFileSync(program, [file, String(rounds), out], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return said.trim().split('\n').filter(Boolean).map((line) => {
      const [name, version, ms] = line.split(' ');
      return { name: `native ${name} ${version}`, ms: Number(ms), pixels: readFileSync(`${out}.${name}`) };
    });
  } catch (error) {
    console.log(`  natively: ${file}: ${error.message.split('\n')[0]}`);
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
