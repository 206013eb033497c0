/** Sources of web/ as the build would bundle them, but in memory and one at a time. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './places.mjs';

const web = join(root, 'web');
export const webRequire = createRequire(join(web, 'package.json'));
const { build } = await import(pathToFileURL(webRequire.resolve('vite')));

/** The address of a source of web/, for `import()`. `fakes` are texts of modules in place of others. */
export async function addressOf(path, fakes = {}) {
  const names = Object.keys(fakes);
  const mark = '\0fake-';
  const result = await build({
    root: web,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'overread-fakes',
        enforce: 'pre',
        resolveId: (source) => (names.includes(source) ? `${mark}${names.indexOf(source)}` : undefined),
        load: (id) => (id.startsWith(mark) ? fakes[names[Number(id.slice(mark.length))]] : undefined),
      },
    ],
    resolve: { alias: [{ find: /^overread-core(\/errors)?$/, replacement: join(web, 'packages/core/src/errors.ts') }] },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: join(web, path), formats: ['es'], fileName: () => 'source.js' },
      rolldownOptions: {
        external: (source) => source.startsWith('node:') && !names.includes(source),
        output: { codeSplitting: false },
      },
    },
  });
  const [{ output }] = [result].flat();
  return `data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`;
}

export async function source(path, fakes) {
  return import(await addressOf(path, fakes));
}
