/** What the end-to-end tests run against. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const screenshots = join(root, 'build/artifacts/screenshots');

const require = createRequire(join(root, 'web/package.json'));
export const { chromium } = require('playwright-core');
const { data, log } = require('dcmjs');
log.setLevel('silent');
export const dcmjs = data;
export const dcmjsLog = log;

function firstThere(what, candidates) {
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error(`${what} is not there: ${candidates.filter(Boolean).join(', ')}`);
  return found;
}

export const serverProgram = firstThere('The server', [
  process.env.OVERREAD_SERVER,
  ...['server', 'native-release', 'native-debug'].map((build) => join(root, 'build', build, 'server-stub/overread-server')),
]);
export const browserProgram = firstThere('Chromium', [process.env.OVERREAD_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']);
export const site = firstThere('The site', [process.env.OVERREAD_SITE, join(root, 'build/web/site')]);
export const models = firstThere('The services', [join(root, 'models')]);
export const cases = firstThere('The teaching cases', [join(root, 'build/cases')]);
