import { cases } from './cases.js';
import { check } from './check.js';
import { decode } from './decode.js';
import { complain, reasonOf } from './environment.js';
import { phantom } from './phantom.js';
import { read } from './read.js';
import { usage, UsageError } from './usage.js';

const subcommands = { read, decode, check, phantom, cases };

function isSubcommand(name: string | undefined): name is keyof typeof subcommands {
  return name !== undefined && Object.hasOwn(subcommands, name);
}

/** True for what node:util's parseArgs throws. */
function isArgumentError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    (name === undefined ? process.stderr : process.stdout).write(usage.overread);
    return name === undefined ? 2 : 0;
  }
  if (!isSubcommand(name)) {
    complain(`no such subcommand: ${name}`);
    process.stderr.write(usage.overread);
    return 2;
  }
  if (args.includes('--help')) {
    process.stdout.write(usage[name]);
    return 0;
  }
  try {
    return await subcommands[name](args);
  } catch (error) {
    complain(reasonOf(error));
    if (!(error instanceof UsageError) && !isArgumentError(error)) return 1;
    process.stderr.write(usage[name]);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
