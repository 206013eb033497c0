import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';

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

async function filmCase() {
  const { cases } = await (await fetch(new URL('api/cases', server.address))).json();
  return cases.find(({ modality, status }) => ['DX', 'CR'].includes(modality) && status === 'ready').id;
}

describe('the application', () => {
  test('speaks Russian when the address asks for it', { timeout: 400_000 }, async () => {
    const address = new URL(`?lang=ru&case=${await filmCase()}`, server.address);
    const application = await Application.open(browser, address.href);
    assert.equal(await application.page.evaluate(() => document.documentElement.lang), 'ru');
    await application.waitForPicture({ x: 420, y: 180, width: 320, height: 360 });
    await application.has('finding.', 120_000);
    assert.match(await application.words(), /[а-яё]{4}/i);
    await application.screenshot('russian');
    await application.assertQuiet();
    await application.close();
  });

  test('fits a phone', { timeout: 400_000 }, async () => {
    const address = new URL(`?case=${await filmCase()}`, server.address);
    const application = await Application.open(browser, address.href, { width: 390, height: 844, scale: 2 });
    await application.waitForPicture({ x: 60, y: 250, width: 260, height: 260 });
    const sideways = await application.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(sideways, false);
    await application.screenshot('phone');
    await application.assertQuiet();
    await application.close();
  });
});
