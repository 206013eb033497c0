/** Parametric maps in their colors, with the scale that tells them, and pseudo-colors put on an image. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { diffusionMap, element, file, sequence, smallCt } from '../web/dataset_bytes.mjs';
import { sharedData, skipWithoutData } from '../web/places.mjs';
import { identity } from './wrapped_document.mjs';

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/** The middle of the viewport, beside the color scale and the texts. */
const picture = { x: 520, y: 240, width: 240, height: 280 };
const timeout = 400_000;

/** 0 on the left to 0.003 on the right. */
function ramp(columns, rows) {
  return Array.from({ length: rows * columns }, (_, index) => (0.003 * (index % columns)) / (columns - 1));
}

/** A Pseudo-Color Softcopy Presentation State for smallCt(), in a palette of its own: blue to yellow. */
function pseudoColors() {
  const entries = (value) => Buffer.from(Array.from({ length: 256 }, (_, index) => value(index)));
  const descriptor = Buffer.from([0, 1, 0, 0, 8, 0]);
  return file([
    ...identity('1.2.840.10008.5.1.4.1.1.11.3', '1.2.3.60', 'PR'),
    sequence(0x0008, 0x1115, [
      sequence(0x0008, 0x1140, [
        element(0x0008, 0x1150, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
        element(0x0008, 0x1155, 'UI', '1.2.3.4'),
      ]),
      element(0x0020, 0x000e, 'UI', '1.2.3.1'),
    ]),
    element(0x0028, 0x1052, 'DS', '-1000'),
    element(0x0028, 0x1053, 'DS', '1'),
    element(0x0028, 0x1054, 'LO', 'HU'),
    element(0x0028, 0x1101, 'US', descriptor),
    element(0x0028, 0x1102, 'US', descriptor),
    element(0x0028, 0x1103, 'US', descriptor),
    element(0x0028, 0x1201, 'OW', entries((index) => index)),
    element(0x0028, 0x1202, 'OW', entries((index) => index)),
    element(0x0028, 0x1203, 'OW', entries((index) => 255 - index)),
    sequence(0x0028, 0x3110, [element(0x0028, 0x1050, 'DS', '0'), element(0x0028, 0x1051, 'DS', '2000')]),
    element(0x0070, 0x0080, 'CS', 'BLUE_YELLOW'),
  ]);
}

/** Waits until a share of the picture is colored. */
async function waitForColors(application, share) {
  const end = Date.now() + 60_000;
  for (;;) {
    const painted = await application.painted(picture);
    if (painted.colored > share) return;
    assert.ok(Date.now() < end, `no color: ${JSON.stringify(painted)}`);
    await application.page.waitForTimeout(200);
  }
}

/** Points at a place as a hand does, not in one leap. */
const pointAt = (application, x, y) => application.page.mouse.move(x, y, { steps: 4 });

describe('colors that stand for values', () => {
  test('a map shows its colors, its scale and the value under the pointer', { timeout }, async () => {
    const application = await Application.open(browser, server.address);
    const bytes = diffusionMap(ramp(64, 64), { rows: 64, columns: 64, window: { center: 0.0015, width: 0.003 } });
    await application.drop([{ name: 'map.dcm', bytes }]);
    await waitForColors(application, 0.5);
    assert.match(
      await application.text('viewport.1.color-scale'),
      /Apparent Diffusion Coefficient, um2\/ms: 0, 0\.5, 1, 1\.5, 2, 2\.5, 3/,
    );
    await application.waitForWords(/C 0\.0015 W 0\.003/);
    await pointAt(application, picture.x + picture.width / 2, picture.y + picture.height / 2);
    await application.waitForWords(/1\.[3-7]\d*\u2009um2\/ms · Apparent Diffusion Coefficient/);
    await application.page.mouse.down();
    await pointAt(application, picture.x + picture.width / 2 + 200, picture.y + picture.height / 2);
    await application.page.mouse.up();
    await application.waitForWords(/C 0\.0015 W 0\.00[4-9]/);
    await application.screenshot('parametric-map');
    await application.assertQuiet();
    await application.close();
  });

  test('a real map of floats is colored, its feature named', { timeout, skip: skipWithoutData }, async () => {
    const application = await Application.open(browser, server.address);
    const bytes = await readFile(join(sharedData, 'dicom/objects/parametric_map_float.dcm'));
    await application.drop([{ name: 'parametric_map_float.dcm', bytes }]);
    await waitForColors(application, 0.5);
    assert.match(await application.text('viewport.1.color-scale'), /feature_001: 0, 0\.2, 0\.4, 0\.6, 0\.8, 1/);
    await pointAt(application, picture.x + picture.width / 2, picture.y + picture.height / 2);
    await application.waitForWords(/0\.\d+ · feature_001/);
    await application.screenshot('parametric-map-real');
    await application.assertQuiet();
    await application.close();
  });

  test('a pseudo-color state colors its image when it is put on', { timeout }, async () => {
    const application = await Application.open(browser, server.address);
    await application.drop([
      { name: 'ct.dcm', bytes: smallCt() },
      { name: 'colors.dcm', bytes: pseudoColors() },
    ]);
    await application.has('viewport.1.presentation');
    const gray = await application.painted(picture);
    assert.ok(gray.colored < 0.01, `colored before it was asked for: ${JSON.stringify(gray)}`);
    await application.press('object.1.2.3.60');
    await application.has('viewport.1.color-scale');
    await waitForColors(application, 0.2);
    assert.match(await application.text('viewport.1.presentation'), /BLUE_YELLOW/);
    await application.screenshot('pseudo-color');
    await application.assertQuiet();
    await application.close();
  });
});
