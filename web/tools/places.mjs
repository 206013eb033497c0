/** Where things are, for the build, the tests and the end-to-end run. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const web = fileURLToPath(new URL('..', import.meta.url));
export const root = fileURLToPath(new URL('../..', import.meta.url));
export const built = join(root, 'build', 'web');
export const wasm = join(root, process.env.OVERREAD_WASM_BUILD ?? 'build/wasm-release', 'wasm');
export const coreModule = join(wasm, 'core', 'overread-core.mjs');
export const appModule = join(wasm, 'app', 'overread-app.mjs');
export const ortFiles = join(web, 'node_modules', 'onnxruntime-web', 'dist');
export const ortNames = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];
export const pdfFiles = join(web, 'node_modules', 'pdfjs-dist');
export const compressedCache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'overread',
  'compressed',
);
export const openjphFiles = join(web, 'node_modules', '@cornerstonejs', 'codec-openjph', 'dist');
/** Made of them by openjph.mjs. */
export const openjph = join(root, 'build', 'openjph');
