import { parseArgs } from 'node:util';
import type { Engine, ServiceDescription } from 'overread-core/engine';
import { Network } from '../inference/network.js';
import { readVerified } from '../inference/service_package.js';
import { complain, engine, networkOptions, reasonOf, say } from './environment.js';
import { folderSource } from './folder_source.js';
import { UsageError } from './usage.js';

/** What is wrong with the network, given that its bytes are the promised ones. */
async function networkProblem(
  model: Uint8Array<ArrayBuffer>,
  { inputs }: ServiceDescription,
): Promise<string | undefined> {
  const network = await Network.create(model, networkOptions);
  const taken = [...network.inputNames].sort().join(', ');
  const named = [...inputs].sort().join(', ');
  await network.release();
  return taken === named
    ? undefined
    : `the network takes ${taken}, service.json names ${named}`;
}

async function problems(core: Engine, folder: string): Promise<string[]> {
  const source = folderSource(folder);
  const found: string[] = [];
  const attempt = async (work: () => Promise<string | undefined>): Promise<void> => {
    try {
      const problem = await work();
      if (problem !== undefined) found.push(problem);
    } catch (error) {
      found.push(reasonOf(error));
    }
  };
  let json = '';
  let description: ServiceDescription | undefined;
  await attempt(async () => {
    json = new TextDecoder().decode(await source.read('service.json'));
    description = core.checkService(json);
    return undefined;
  });
  if (description === undefined) return found;
  const service = description;
  await attempt(async () => {
    await source.read('CARD.md');
    return undefined;
  });
  for (const { name, role } of service.files) {
    await attempt(async () => {
      const bytes = await readVerified(core, source, json, name);
      return role === 'model' ? networkProblem(bytes, service) : undefined;
    });
  }
  return found;
}

/** `overread check`: is this service package sound? */
export async function check(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError('check needs one DIR');
  const found = await problems(await engine(), folder);
  for (const problem of found) complain(`${folder}: ${problem}`);
  if (found.length === 0) say(`${folder}: sound`);
  return found.length === 0 ? 0 : 1;
}
