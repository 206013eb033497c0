// The viewers a series is handed to, each in a browser of its own: how a page of it is opened, given files, and asked.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Application, startBrowser, startServer } from '../e2e/application.mjs';
import { watchOverread } from './overread_watch.mjs';
import { servePages } from './pages.mjs';
import { syntax } from './syntaxes.mjs';

const noServices = fileURLToPath(new URL('../../build/bench/no-services', import.meta.url));
const all = [syntax.uncompressed, syntax.jpegLs, syntax.jpeg2000Lossless, syntax.htj2kLosslessRpcl];

/** The application without services: none of the others looks for findings while it loads. */
async function overread() {
  mkdirSync(noServices, { recursive: true });
  const server = await startServer({ services: noServices });
  return {
    name: 'overread',
    syntaxes: all,
    stop: server.stop,
    async open(browser) {
      const application = await Application.open(browser, server.address, { prepare: watchOverread });
      await application.has('start.open-files');
      const press = async () => application.press((await application.ids('start.open-files'))[0] ?? 'studies.open-files');
      return {
        application,
        viewport: '[id="mirror.viewport.1"]',
        async hand(paths) {
          const choosing = application.page.waitForEvent('filechooser');
          await press();
          const chooser = await choosing;
          // Nobody finds a folder sooner, and the press is painted.
          await application.page.waitForTimeout(1000);
          await chooser.setFiles(paths);
        },
      };
    },
  };
}

/** A page of another library. */
function peer(name, address, syntaxes) {
  return {
    name,
    syntaxes,
    stop() {},
    async open(browser) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.on('pageerror', (error) => console.log(`  ${name}: ${error.message}`));
      page.on('console', (message) => message.type() === 'error' && console.log(`  ${name}: ${message.text()}`));
      await page.goto(address);
      await page.waitForFunction(() => globalThis.viewer !== undefined);
      const application = new Application(page);
      return { application, viewport: '#viewport', hand: (paths) => page.setInputFiles('#files', paths) };
    },
  };
}

/** Servers and pages of all viewers; `stop` ends them. */
export async function startViewers() {
  const ours = await overread();
  const pages = await servePages(['dwv', 'cornerstone3d']);
  const viewers = [
    ours,
    peer('dwv', `${pages.address}dwv.html`, [syntax.uncompressed, syntax.jpeg2000Lossless]),
    peer('cornerstone3D', `${pages.address}cornerstone3d.html`, all),
    peer('cornerstone3D CPU', `${pages.address}cornerstone3d.html?cpu`, all),
  ];
  return {
    viewers,
    stop() {
      pages.stop();
      for (const { stop } of viewers) stop();
    },
  };
}

/** A browser for one viewer, which ends with what is done in it. */
export async function inBrowser(viewer, work) {
  const browser = await startBrowser();
  try {
    return await work(browser, await viewer.open(browser));
  } finally {
    await browser.close();
  }
}
