import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from 'overread-core';
import type { PackageSource } from '../inference/service_package.js';

/** A service package in a folder. */
export function folderSource(folder: string): PackageSource {
  return {
    async read(name) {
      try {
        return new Uint8Array(await readFile(join(folder, name)));
      } catch {
        throw new CoreError('not-found', `There is no ${name} in ${folder}`);
      }
    },
  };
}

/** Ids of the packages in a folder of packages, sorted. */
export async function packageIds(models: string): Promise<string[]> {
  const entries = await readdir(models, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const files = await readdir(join(models, name));
        return files.includes('service.json') ? name : undefined;
      }),
  );
  return found.filter((name) => name !== undefined).sort();
}
