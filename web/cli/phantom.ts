import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CoreError } from 'overread-core';
import type { Engine, PhantomFile } from 'overread-core/engine';
import { engine, say } from './environment.js';
import { UsageError } from './usage.js';

/** The core knows the kinds and names them when it is asked for another; the seed is sound by then. */
function made(core: Engine, kind: string, seed: number): PhantomFile[] {
  try {
    return core.makePhantom(kind, seed);
  } catch (error) {
    if (!(error instanceof CoreError) || error.code !== 'invalid-argument') throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

/** `overread phantom`: DICOM and truth.json. */
export async function phantom(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, out: { type: 'string' } },
  });
  const [kind, ...more] = positionals;
  if (kind === undefined || more.length > 0) throw new UsageError('phantom needs one KIND');
  if (values.out === undefined) throw new UsageError('phantom needs --out DIR');
  if (!/^[0-9]{1,15}$/.test(values.seed)) throw new UsageError('--seed is a number from 0');

  const core = await engine();
  const files = made(core, kind, Number(values.seed));
  await mkdir(values.out, { recursive: true });
  for (const { name, bytes } of files) await writeFile(join(values.out, name), bytes);
  say(`${files.length - 1} instances and their truth in ${values.out}`);
  return 0;
}
