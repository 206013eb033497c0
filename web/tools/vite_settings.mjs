/** Vite configurations of the command line and the site; TypeScript alone makes the npm package. */
import { join } from 'node:path';
import { appModule, built, coreModule, openjph, web } from './places.mjs';

const alias = [
  { find: /^overread-core$/, replacement: join(web, 'packages/core/src/index.ts') },
  { find: /^overread-core\/([a-z_]+)$/, replacement: join(web, 'packages/core/src/$1.ts') },
];

/** The runtime's glue stays a file of its own, so that its threads can start from it. */
const conditions = ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production', 'default'];

const shared = { configFile: false, logLevel: 'warn', publicDir: false };

/** Leaves the Emscripten modules outside the bundle: they are copied beside it. */
function moduleBeside() {
  return {
    name: 'overread-module-beside',
    enforce: 'pre',
    resolveId(source) {
      if (source === './overread-core.mjs' || source === './openjph.mjs') return { id: source, external: true };
      return undefined;
    },
  };
}

/** No file becomes a data: address. */
const keepAddresses = { assetsInlineLimit: 0 };

export const cli = {
  ...shared,
  root: web,
  plugins: [moduleBeside()],
  resolve: { alias, conditions: conditions.filter((name) => name !== 'browser') },
  ssr: {
    noExternal: true,
    resolve: { conditions: conditions.filter((name) => name !== 'browser') },
  },
  build: {
    ...keepAddresses,
    ssr: join(web, 'cli/overread.ts'),
    target: 'node20',
    outDir: join(built, 'cli'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'overread.mjs', chunkFileNames: 'chunks/[name].mjs' } },
  },
};

/** What shows a document comes with the first document, OpenJPH with the first HTJ2K: apart from what every visit loads. */
const laterModule = /\/(app\/src\/reader|node_modules\/(pdfjs-dist|lucide-static|inter-ui)|build\/openjph)\//;
const folderOf = (paths) => (paths.length > 0 && paths.every((path) => laterModule.test(`/${path}`)) ? 'assets/later' : 'assets');

const output = {
  chunkFileNames: ({ moduleIds }) => `${folderOf(moduleIds)}/[name]-[hash].js`,
  // Of a style sheet only its own name is known.
  assetFileNames: ({ names, originalFileNames }) =>
    `${names.includes('reader.css') ? 'assets/later' : folderOf(originalFileNames)}/[name]-[hash][extname]`,
};

export const site = {
  ...shared,
  root: join(web, 'app'),
  base: './',
  resolve: {
    alias: [
      ...alias,
      { find: /^\.\/overread-core\.mjs$/, replacement: coreModule },
      // Also what the core finds beside itself: one and the same file.
      { find: /^overread-core(-wasm|\.wasm$)/, replacement: coreModule.replace(/mjs$/, 'wasm') },
      { find: /^(?:\.\/)?openjph\.(mjs|wasm)$/, replacement: join(openjph, 'openjph.$1') },
      { find: /^overread-app-module$/, replacement: appModule },
    ],
    conditions,
  },
  worker: { format: 'es', rolldownOptions: { output } },
  build: {
    ...keepAddresses,
    target: 'es2022',
    outDir: join(built, 'site'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output },
  },
};
