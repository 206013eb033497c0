// Decoding in a worker of Chromium: the images, the peers and the loop are those of Node.
import { startBrowser } from '../e2e/application.mjs';
import { servePages } from './pages.mjs';

/** @param report  Called for each image with its names, times and number of bytes. */
export async function browserBench(images, rounds, report) {
  const bytes = new Map(images.map((image, at) => [`/images/${at}`, image.bytes]));
  const { address, stop } = await servePages(['decode'], { bytes, isolated: true });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${address}decode.html`);
    for (const [at, image] of images.entries()) {
      const request = { label: image.label, address: `/images/${at}`, rounds };
      const { left, timed } = await page.evaluate((asked) => globalThis.decodeInWorker(asked), request);
      for (const text of left) console.log(`  ${text}`);
      if (timed) report(image, timed);
    }
  } finally {
    await browser.close();
    stop();
  }
}
