/** The licenses of the npm packages that the site hands out, from the packages themselves. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { web } from './places.mjs';

const packages = ['@cornerstonejs/codec-openjph', '@zip.js/zip.js', 'inter-ui', 'lucide-static', 'onnxruntime-web', 'pdfjs-dist'];

async function notice(name) {
  const folder = join(web, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} names no license`);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? [] : [(await readFile(join(folder, file), 'utf8')).trim()];
  return [`## ${name} ${version}`, license, ...text].join('\n\n');
}

/** @returns Markdown, one heading a package. */
export async function notices() {
  const found = await Promise.all(packages.map(notice));
  const head = `# Third-party notices

The page is made with these npm packages. PDF.js brings fonts, character maps and decoders of others: their
licenses lie beside them in \`pdf/\`. What is linked into \`overread-core\`, and OpenJPH beside it, is named in that package.`;
  return `${[head, ...found].join('\n\n')}\n`;
}
