import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { cases } from './places.mjs';
import { smallCt } from '../web/dataset_bytes.mjs';

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

/** A gray ramp as PNG, made by the browser. */
async function rampPng(page) {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(300, 200);
    const context = canvas.getContext('2d');
    for (let column = 0; column < 300; ++column) {
      const level = Math.round((column / 299) * 255);
      context.fillStyle = `rgb(${level} ${level} ${level})`;
      context.fillRect(column, 0, 1, 200);
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
  return Buffer.from(base64, 'base64');
}

async function aFilm() {
  for (const id of await readdir(cases)) {
    const described = JSON.parse(await readFile(join(cases, id, 'case.json'), 'utf8'));
    if (described.files.length === 1) return readFile(join(cases, id, described.files[0].name));
  }
  throw new Error('no case of one file');
}

describe('files', () => {
  test('of a drop: the good ones open, the bad ones are named', { timeout: 400_000 }, async () => {
    const application = await Application.open(browser, server.address);
    const film = await aFilm();
    await application.drop([
      { name: 'film.dcm', bytes: film },
      { name: 'cut.dcm', bytes: smallCt().slice(0, 301) },
      { name: 'empty.dcm', bytes: new Uint8Array() },
      { name: 'letter.txt', bytes: Buffer.from('Dear colleague') },
    ]);
    await application.waitForPicture(picture);
    await application.press('bottom.messages');
    for (const name of ['cut.dcm', 'empty.dcm', 'letter.txt']) {
      await application.waitForWords(new RegExp(`${name.replace('.', '\\.')}`));
    }
    await application.screenshot('messages');
    await application.press('messages.close');
    assert.ok((await application.ids('study.')).length > 0);
    await application.assertQuiet();
    await application.close();
  });

  test('a picture opens, uncalibrated', { timeout: 400_000 }, async () => {
    const application = await Application.open(browser, server.address);
    await application.drop([{ name: 'ramp.png', bytes: await rampPng(application.page) }]);
    await application.waitForPicture(picture);
    await application.waitForWords(/uncalibrated/i);
    await application.assertQuiet();
    await application.close();
  });
});
