import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Engine } from 'overread-core/engine';
import { loadEngine } from 'overread-core/engine';
import type { NetworkOptions } from '../inference/network.js';

/** Folders beside the built command line (build/web/cli) and the source tree it belongs to. */
const here = new URL('.', import.meta.url);
const sourceTree = new URL('../../../', here);

export const defaultModels = fileURLToPath(new URL('models', sourceTree));
export const defaultRecipes = fileURLToPath(new URL('server-stub/cases', sourceTree));

export const networkOptions: NetworkOptions = {
  filesAddress: new URL('ort/', here).href,
  threads: 1,
};

export async function engine(): Promise<Engine> {
  return loadEngine({ wasmBinary: await readFile(new URL('overread-core.wasm', here)) });
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function complain(line: string): void {
  process.stderr.write(`overread: ${line}\n`);
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
