/**
 * Brotli and gzip files beside every file of a folder that is worth it, for the server to hand out.
 * Compressing ONNX Runtime takes a minute, so what was compressed once is kept by content hash.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.wasm', '.webmanifest', '.ttf']);

const methods = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

async function compressed(bytes, method, cache) {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const kept = join(cache, `${hash}.${method}`);
  try {
    return { path: kept, bytes: await readFile(kept) };
  } catch {
    const made = await methods[method](bytes);
    await mkdir(cache, { recursive: true });
    await writeFile(`${kept}.${process.pid}`, made);
    await rename(`${kept}.${process.pid}`, kept);
    return { path: kept, bytes: made };
  }
}

async function compressFile(folder, path, cache) {
  const bytes = await readFile(path);
  const size = { name: relative(folder, path), raw: bytes.byteLength, br: bytes.byteLength, gz: bytes.byteLength };
  if (compressible.has(extname(path)) && bytes.byteLength > 256) {
    for (const method of ['br', 'gz']) {
      const made = await compressed(bytes, method, cache);
      if (made.bytes.byteLength >= bytes.byteLength) continue;
      await copyFile(made.path, `${path}.${method}`);
      size[method] = made.bytes.byteLength;
    }
  }
  return size;
}

/** @returns sizes of every file: {name, raw, br, gz}. */
export async function compressFolder(folder, cache) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !['.br', '.gz'].includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const bytesOf = new Map(await Promise.all(paths.map(async (path) => [path, (await stat(path)).size])));
  // The largest first: it takes as long as all the rest.
  const next = paths.sort((a, b) => bytesOf.get(b) - bytesOf.get(a)).values();
  const sizes = [];
  const compressRest = async () => {
    for (const path of next) sizes.push(await compressFile(folder, path, cache));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, compressRest));
  return sizes.sort((a, b) => (a.name < b.name ? -1 : 1));
}
