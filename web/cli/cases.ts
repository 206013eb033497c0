import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Engine } from 'overread-core/engine';
import { defaultRecipes, engine, say } from './environment.js';
import { UsageError } from './usage.js';

/** server-stub/cases/<id>/recipe.json, as far as it is needed here; the rest is copied. */
interface Recipe {
  schema: string;
  id: string;
  phantom: { kind: string; seed: number };
  [member: string]: unknown;
}

interface ListedFile {
  name: string;
  size: number;
  sha256: string;
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function save(folder: string, name: string, bytes: Uint8Array | string): Promise<ListedFile> {
  await writeFile(join(folder, name), bytes);
  return { name, size: Buffer.byteLength(bytes), sha256: sha256(bytes) };
}

async function makeCase(core: Engine, recipeText: string, folder: string): Promise<void> {
  const { schema, ...recipe } = JSON.parse(recipeText) as Recipe;
  if (schema !== 'overread-case-recipe/1') throw new Error(`${folder}: schema is ${schema}`);
  const { kind, seed } = recipe.phantom;
  const made = core.makePhantom(kind, seed);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files: ListedFile[] = [];
  for (const { name, bytes } of made) files.push(await save(folder, name, bytes));
  const truth = files.pop();
  const described = { schema: 'overread-case/1', ...recipe, files, truth };
  await save(folder, 'case.json', `${JSON.stringify(described, null, 1)}\n`);
}

/** True when the folder was made from this very recipe by this very core. */
async function isUpToDate(folder: string, stamp: string): Promise<boolean> {
  try {
    return (await readFile(join(folder, '.made-from'), 'utf8')) === stamp;
  } catch {
    return false;
  }
}

/** `overread cases`: the built-in teaching cases from their recipes. */
export async function cases(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: 'string' }, recipes: { type: 'string', default: defaultRecipes } },
  });
  if (values.out === undefined) throw new UsageError('cases needs --out DIR');
  const entries = await readdir(values.recipes, { withFileTypes: true });
  const known = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const wanted = positionals.length > 0 ? positionals : known.sort();
  const unknown = wanted.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new UsageError(`no such case: ${unknown.join(', ')}`);

  const wasm = sha256(await readFile(new URL('overread-core.wasm', import.meta.url)));
  let core: Engine | undefined;
  for (const id of wanted) {
    const recipe = await readFile(join(values.recipes, id, 'recipe.json'), 'utf8');
    const folder = join(values.out, id);
    const stamp = sha256(`${wasm}\n${recipe}`);
    if (await isUpToDate(folder, stamp)) continue;
    core ??= await engine();
    await makeCase(core, recipe, folder);
    await writeFile(join(folder, '.made-from'), stamp);
    say(`case ${id} made`);
  }
  return 0;
}
