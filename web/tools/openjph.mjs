/** OpenJPH as the npm package has it, in the form that the core loads: a module of a page or of Node alike. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openjph, openjphFiles } from './places.mjs';

/** Text that is in the script exactly once: another version is to be looked at anew. */
function replaced(text, part, by) {
  const found = text.split(part);
  if (found.length !== 2) throw new Error(`openjphjs.js is not as expected: ${part} is there ${found.length - 1} times`);
  return found.join(by);
}

/** Without Node's way of finding files, which a bundler for pages would try to resolve: the core hands it the module. */
function asModule(script) {
  const [begin] = script.split(/^if \(typeof exports === 'object'/m);
  const [, nodeOnly] = /(if\(ENVIRONMENT_IS_NODE\)\{var fs=require.*?\}else )if\(ENVIRONMENT_IS_WEB\|\|/.exec(begin) ?? [];
  if (nodeOnly === undefined) throw new Error('openjphjs.js is not as expected: no part for Node');
  const isNode = 'typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string"&&process.type!="renderer"';
  return `${replaced(replaced(begin, nodeOnly, ''), isNode, 'false')}export default Module;\n`;
}

/** Makes openjph.mjs and openjph.wasm in the folder that the products take them from. */
export async function makeOpenjph() {
  await mkdir(openjph, { recursive: true });
  const script = await readFile(join(openjphFiles, 'openjphjs.js'), 'utf8');
  await writeFile(join(openjph, 'openjph.mjs'), asModule(script));
  await copyFile(join(openjphFiles, 'openjphjs.wasm'), join(openjph, 'openjph.wasm'));
}

export async function copyOpenjph(folder) {
  for (const name of ['openjph.mjs', 'openjph.wasm']) await copyFile(join(openjph, name), join(folder, name));
}
