/**
 * Builds the npm package, the command line and the site from what CMake built.
 *
 *   node tools/build.mjs [core] [cli] [site]     (all three when none is named)
 */
import { spawnSync } from 'node:child_process';
import { access, copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { compressFolder } from './compress.mjs';
import { notices } from './notices.mjs';
import { copyOpenjph, makeOpenjph } from './openjph.mjs';
import { appModule, built, compressedCache, coreModule, ortFiles, ortNames, pdfFiles, root, wasm, web } from './places.mjs';
import * as settings from './vite_settings.mjs';

/** PRODUCT: what the first visit loads before any service runs. */
const firstLoadLimit = 3 * 1024 * 1024;

async function needs(path) {
  try {
    await access(path);
  } catch {
    throw new Error(`${path} is not built; run ./overread build`);
  }
}

async function copyCore(folder) {
  for (const name of ['overread-core.mjs', 'overread-core.wasm']) {
    await copyFile(join(wasm, 'core', name), join(folder, name));
  }
  await copyOpenjph(folder);
}

async function copyRuntime(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of ortNames) await copyFile(join(ortFiles, name), join(folder, name));
}

/**
 * PDF.js's workers and what they ask for while they read: character maps, the standard fonts, color profiles,
 * decoders. Left out is what the strict page would not run: its scripting, and its decoders without WebAssembly.
 */
async function copyPdf(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of ['pdf.worker.min.mjs', 'pdf.renderer.min.mjs']) {
    await copyFile(join(pdfFiles, 'legacy', 'build', name), join(folder, name));
  }
  await copyFile(join(pdfFiles, 'LICENSE'), join(folder, 'LICENSE'));
  for (const name of ['cmaps', 'standard_fonts', 'iccs', 'wasm']) {
    await cp(join(pdfFiles, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/\.js$|quickjs/i.test(path),
    });
  }
}

async function buildCore() {
  await needs(coreModule);
  const folder = join(built, 'core');
  await rm(folder, { recursive: true, force: true });
  const source = join(web, 'packages', 'core');
  const compiler = join(web, 'node_modules', 'typescript-7', 'bin', 'tsc');
  const compiled = spawnSync(
    process.execPath,
    [compiler, '--project', join(source, 'tsconfig.package.json'), '--outDir', folder],
    { stdio: 'inherit' },
  );
  if (compiled.status !== 0) throw new Error('overread-core could not be compiled');
  await copyCore(folder);
  for (const name of ['package.json', 'README.md', 'THIRD_PARTY_NOTICES.md', 'examples']) {
    await cp(join(source, name), join(folder, name), { recursive: true });
  }
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

async function buildCli() {
  await needs(coreModule);
  await build(settings.cli);
  const folder = join(built, 'cli');
  await copyCore(folder);
  await copyRuntime(join(folder, 'ort'));
}

/** One row for the files of a folder that are many and small. */
function gathered(sizes, folder) {
  const inside = sizes.filter(({ name }) => name.startsWith(folder));
  return [...sizes.filter((size) => !inside.includes(size)), sum(`${folder}: ${inside.length} files`, inside)];
}

function sum(name, sizes) {
  const add = (all, { raw, gz, br }) => ({ name, raw: all.raw + raw, gz: all.gz + gz, br: all.br + br });
  return sizes.reduce(add, { name, raw: 0, gz: 0, br: 0 });
}

function table(sizes) {
  const line = ({ name, raw, gz, br }) =>
    [name.padEnd(52), ...[raw, gz, br].map((size) => String(size).padStart(11))].join('');
  return [`${'file'.padEnd(52)}        raw       gzip     brotli`, ...sizes.map(line)].join('\n');
}

async function buildSite() {
  await needs(coreModule);
  await needs(appModule);
  await build(settings.site);
  const folder = join(built, 'site');
  await copyRuntime(join(folder, 'ort'));
  await copyPdf(join(folder, 'pdf'));
  await writeFile(join(folder, 'THIRD_PARTY_NOTICES.md'), await notices());
  await cp(join(web, 'docs'), join(folder, 'docs'), { recursive: true });
  const sizes = await compressFolder(folder, compressedCache);
  const later = /^(ort|docs|pdf|assets\/later)\/|^THIRD_PARTY_NOTICES\.md$/;
  const first = sizes.filter(({ name }) => !later.test(name) && !name.endsWith('.map'));
  const total = sum('first load, all of it', first);
  const report = `${table([...gathered(sizes, 'pdf/cmaps/'), total])}\n`;
  await writeFile(join(built, 'sizes.txt'), report);
  process.stderr.write(report);
  if (total.br > firstLoadLimit) {
    throw new Error(`The first load is ${total.br} bytes in brotli, more than ${firstLoadLimit}`);
  }
}

const products = { core: buildCore, cli: buildCli, site: buildSite };
const wanted = process.argv.slice(2);
await makeOpenjph();
for (const name of wanted.length === 0 ? Object.keys(products) : wanted) {
  if (!Object.hasOwn(products, name)) throw new Error(`There is no product ${name}: core, cli, site`);
  const started = Date.now();
  await products[name]();
  process.stderr.write(`web: ${name} built in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}
