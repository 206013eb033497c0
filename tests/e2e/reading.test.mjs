import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { dcmjs, screenshots } from './places.mjs';

/** Inside the picture of a desktop window with one viewport, away from text and panels. */
const picture = { x: 420, y: 180, width: 320, height: 360 };

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

async function caseOf(modality) {
  const { cases } = await (await fetch(new URL('api/cases', server.address))).json();
  const found = cases.find((offered) => modality.includes(offered.modality) && offered.status === 'ready');
  assert.ok(found, `no ready case of ${modality}`);
  return found.id;
}

describe('a reading', () => {
  let application;
  before(async () => {
    application = await Application.open(browser, server.address);
  });
  after(async () => {
    await application?.close();
  });

  test('begins with the cases the server offers', async () => {
    await application.has('start.case.');
    assert.ok((await application.ids('start.case.')).length >= 2);
    await application.screenshot('start');
  });

  test('a spine film opens, the service finds its curve, the reader accepts it', { timeout: 400_000 }, async () => {
    await application.openCase(await caseOf(['DX', 'CR']));
    await application.waitForPicture(picture);
    await application.has('finding.', 120_000);
    await application.screenshot('x-ray-with-finding');
    await application.press('finding.accept.');
    await application.has('finding.reopen.');
    await application.press('side.tab.report');
    assert.match(await application.text('report.text'), /Cobb/);
    await application.screenshot('report');
  });

  test('the structured report downloads and dcmjs reads it', { timeout: 120_000 }, async () => {
    const waiting = application.page.waitForEvent('download');
    await application.press('report.save-sr');
    const download = await waiting;
    assert.match(download.suggestedFilename(), /\.dcm$/);
    const path = join(screenshots, '..', 'report.sr.dcm');
    await download.saveAs(path);
    const bytes = new Uint8Array(await readFile(path));
    const { dict } = dcmjs.DicomMessage.readFile(bytes.buffer);
    const report = dcmjs.DicomMetaDictionary.naturalizeDataset(dict);
    assert.equal(report.SOPClassUID, '1.2.840.10008.5.1.4.1.1.88.34');
    assert.match(JSON.stringify(report.ContentSequence), /Cobb angle/);
  });

  test('a reload restores what was decided', { timeout: 400_000 }, async () => {
    await application.page.reload();
    await application.openCase(await caseOf(['DX', 'CR']));
    await application.has('finding.reopen.', 120_000);
  });

  test('a chest CT opens, scrolls, changes its window and gets its mask', { timeout: 600_000 }, async () => {
    await application.openCaseAndSee('chest-emphysema', picture);
    const first = await application.waitForPicture(picture);
    const middle = [picture.x + picture.width / 2, picture.y + picture.height / 2];
    await application.page.mouse.move(...middle);
    for (let step = 0; step < 5; ++step) {
      await application.page.mouse.wheel(0, 120);
      await application.page.waitForTimeout(200);
    }
    const scrolled = await application.waitForChange(picture, first);
    await application.page.mouse.move(...middle);
    await application.page.mouse.down();
    await application.page.mouse.move(middle[0] + 60, middle[1] - 120, { steps: 6 });
    await application.page.mouse.up();
    const windowed = await application.waitForChange(picture, scrolled);
    assert.ok(Math.abs(windowed.mean - scrolled.mean) > 2, `the window changed nothing: ${windowed.mean}, ${scrolled.mean}`);
    await application.press('side.tab.findings');
    await application.waitForWords(/LAA-950/i, 240_000);
    await application.page.keyboard.press('0');
    const painted = await application.waitForChange(picture, windowed);
    assert.ok(painted.colored > 0.01, `the mask has no color: ${JSON.stringify(painted)}`);
    await application.screenshot('ct-with-mask');
  });

  test('nothing was complained about', async () => {
    await application.assertQuiet();
  });
});
