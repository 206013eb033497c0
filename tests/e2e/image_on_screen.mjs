/** What is painted at places of an image that is fitted into the first viewport. `size` is of the image as it lies. */
import assert from 'node:assert/strict';

const patience = 60_000;

/** What the graphics card and the picture of the screen may round. */
const tolerance = 1;

/** Where places of the image ([column, row], the corner of the first pixel is 0, 0) are on the screen. */
export async function imageOnScreen(application, size) {
  const box = await application.page.evaluate(() => {
    const { x, y, width, height } = document.getElementById('mirror.viewport.1').getBoundingClientRect();
    return { x, y, width, height };
  });
  const scale = Math.min(box.width / size[0], box.height / size[1]);
  return ([column, row]) => [box.x + box.width / 2 + (column - size[0] / 2) * scale, box.y + box.height / 2 + (row - size[1] / 2) * scale];
}

/** Waits until the pixels ([column, row] from 0) have these grays, or colors, in their middle. */
export async function seePixels(application, wanted, size) {
  const toScreen = await imageOnScreen(application, size);
  const places = wanted.map(([[column, row]]) => toScreen([column + 0.5, row + 0.5]));
  const colors = wanted.map(([, color]) => (Array.isArray(color) ? color : [color, color, color]));
  const end = Date.now() + patience;
  for (;;) {
    const seen = await application.colorsAt(places);
    if (seen.every((color, index) => color.every((value, channel) => Math.abs(value - colors[index][channel]) <= tolerance))) return;
    if (Date.now() > end) assert.deepEqual(seen, colors);
    await application.page.waitForTimeout(200);
  }
}

/** Of places of the image: those around which, within 6 pixels of the screen, something is painted in a color. */
export async function coloredPlaces(application, places, size) {
  const toScreen = await imageOnScreen(application, size);
  const found = [];
  for (const at of places) {
    const [left, top] = toScreen(at).map((middle) => middle - 6);
    if ((await application.painted({ x: left, y: top, width: 12, height: 12 })).colored > 0.02) found.push(at);
  }
  return found;
}
