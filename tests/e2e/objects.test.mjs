import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { element, file, sequence, smallCt } from '../web/dataset_bytes.mjs';
import { encapsulated, identity } from './wrapped_document.mjs';

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

function conceptName(meaning) {
  return sequence(0x0040, 0xa043, [
    element(0x0008, 0x0100, 'SH', '1'),
    element(0x0008, 0x0102, 'SH', '99TEST'),
    element(0x0008, 0x0104, 'LO', meaning),
  ]);
}

function report() {
  return file([
    ...identity('1.2.840.10008.5.1.4.1.1.88.11', '1.2.3.50', 'SR'),
    element(0x0040, 0xa040, 'CS', 'CONTAINER'),
    conceptName('Radiology Report'),
    sequence(
      0x0040,
      0xa730,
      [
        element(0x0040, 0xa010, 'CS', 'CONTAINS'),
        element(0x0040, 0xa040, 'CS', 'TEXT'),
        conceptName('Finding'),
        element(0x0040, 0xa160, 'UT', 'No sign of a fracture'),
      ],
      [
        sequence(0x0008, 0x1199, [
          element(0x0008, 0x1150, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
          element(0x0008, 0x1155, 'UI', '1.2.3.4'),
        ]),
        element(0x0040, 0xa010, 'CS', 'CONTAINS'),
        element(0x0040, 0xa040, 'CS', 'IMAGE'),
      ],
    ),
  ]);
}

const letter = '%PDF-1.4 not much';

describe('objects beside the pictures', () => {
  test('a report reads as a tree and opens its image; a wrapped document is saved', { timeout: 400_000 }, async () => {
    const application = await Application.open(browser, server.address);
    await application.drop([
      { name: 'report.dcm', bytes: report() },
      { name: 'letter.dcm', bytes: encapsulated(letter, { uid: '1.2.3.51', title: 'Letter' }) },
      { name: 'ct.dcm', bytes: smallCt() },
    ]);
    await application.has('series.');
    await application.waitForWords(/Radiology Report/);
    await application.press('object.1.2.3.50');
    await application.waitForWords(/No sign of a fracture/);
    await application.press('viewport.1.object.line.1.open');
    await application.has('viewport.2');
    await application.screenshot('object-report');

    await application.press('object.1.2.3.51');
    const [download] = await Promise.all([
      application.page.waitForEvent('download'),
      application.press('viewport.2.object.save-document'),
    ]);
    assert.equal(download.suggestedFilename(), 'doc-1.pdf');
    assert.equal(await readFile(await download.path(), 'utf8'), letter);
    await application.assertQuiet();
    await application.close();
  });
});
