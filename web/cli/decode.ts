import { open, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { engine, reasonOf } from './environment.js';
import { UsageError } from './usage.js';

function frameNumber(text: string): number | 'all' {
  if (text === 'all') return 'all';
  if (!/^[1-9][0-9]*$/.test(text)) throw new UsageError('--frame is a number from 1, or all');
  return Number(text);
}

/** `overread decode`: stored values of one frame or all. */
export async function decode(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { frame: { type: 'string', default: '1' }, out: { type: 'string' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('decode needs one FILE');
  if (values.out === undefined) throw new UsageError('decode needs --out FILE.raw');
  const wanted = frameNumber(values.frame);

  try {
    await writeFrames(file, values.out, wanted);
    return 0;
  } catch (error) {
    throw new Error(`${file}: ${reasonOf(error)}`, { cause: error });
  }
}

async function writeFrames(file: string, rawPath: string, wanted: number | 'all'): Promise<void> {
  const core = await engine();
  const bytes = new Uint8Array(await readFile(file));
  const firstNumber = wanted === 'all' ? 1 : wanted;
  const first = core.frameParts(bytes, firstNumber);
  const { frames } = first.description;
  const lastNumber = wanted === 'all' ? frames : firstNumber;
  const out = await open(rawPath, 'w');
  try {
    // write() may take a part only; writeFile() goes on until all is written, from where the last ended.
    await out.writeFile(first.pixels);
    for (let number = firstNumber + 1; number <= lastNumber; ++number) {
      await out.writeFile(core.frameParts(bytes, number).pixels);
    }
  } finally {
    await out.close();
  }
  const written = { ...first.description, firstFrame: firstNumber, lastFrame: lastNumber };
  await writeFile(`${rawPath}.json`, `${JSON.stringify(written, null, 1)}\n`);
}
