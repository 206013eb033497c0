/** Wrapped PDFs in the reading layer. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { certificateLockedPdf, lockedPdf } from './locked_pdf.mjs';
import { encapsulated, numberOfMore, pdf, stream } from './wrapped_document.mjs';

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

const patience = 60_000;
const colors = [[0.8, 0.1, 0.1], [0.1, 0.6, 0.1], [0.1, 0.2, 0.8]];
const threePages = pdf(colors.map((rgb, index) => ({ text: `Discharge letter, sheet ${index + 1}`, rgb })));

/** The application with these documents ({uid, title, bytes}) open. */
async function withDocuments(documents, options) {
  const application = await Application.open(browser, options?.address ?? server.address, options);
  await application.drop(
    documents.map(({ bytes, ...rest }) => ({ name: `${rest.uid}.dcm`, bytes: encapsulated(bytes, rest) })),
  );
  return application;
}

/**
 * Opens the document of an object as a keyboard does: the button has the focus when it is pressed. Without a UID it is
 * the object that is shown already: the only one of a study is.
 */
async function read(application, uid) {
  const { page } = application;
  if (uid !== undefined) {
    // The button of another object may stand there until this one is shown.
    const row = await application.press(`object.${uid}`);
    await page.waitForFunction((node) => document.getElementById(`mirror.${node}`)?.getAttribute('aria-selected') === 'true', row, { timeout: patience });
  }
  const id = await application.has('viewport.1.object.open-document');
  await page.evaluate((node) => document.getElementById(`mirror.${node}`).focus(), id);
  await page.keyboard.press('Enter');
  return id;
}

const sheet = (number) => `.reader-sheet:nth-child(${number})`;

async function drawn(application, number) {
  await application.page.locator(`${sheet(number)} canvas`).waitFor({ timeout: patience });
}

/** The color at a place of a drawn page, given as fractions of it. */
function colorAt(application, number, x, y) {
  return application.page.evaluate(
    ([selector, across, down]) => {
      const canvas = document.querySelector(`${selector} canvas`);
      const at = [Math.floor(across * canvas.width), Math.floor(down * canvas.height)];
      return [...canvas.getContext('2d').getImageData(...at, 1, 1).data.slice(0, 3)];
    },
    [sheet(number), x, y],
  );
}

/** What the page draws and says of itself. */
function layer(application) {
  return application.page.evaluate(() => {
    const text = (selector) => document.querySelector(selector)?.textContent ?? '';
    return { title: text('.reader-title'), page: text('.reader-page'), scale: text('.reader-scale'), lang: document.documentElement.lang };
  });
}

async function closeWithEscape(application) {
  await application.page.keyboard.press('Escape');
  await application.page.locator('.reader').waitFor({ state: 'detached', timeout: patience });
}

describe('a wrapped PDF', () => {
  test('is read page by page, and the focus comes back', { timeout: 400_000 }, async () => {
    const application = await withDocuments([{ uid: '1.2.3.61', title: 'Discharge letter', bytes: threePages }]);
    const { page } = application;
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url())));
    await application.has('object.1.2.3.61');
    const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    assert.deepEqual((await loaded()).filter((name) => /\/pdf\/|\/later\//.test(name)), []);

    const button = await read(application, '1.2.3.61');
    await drawn(application, 1);
    assert.deepEqual(await layer(application), { title: 'Discharge letter', page: '1 / 3', scale: '125\u2009%', lang: 'en' });
    // The block of the page: from 72 to 523 of 595 points across, from 122 to 242 of 842 down.
    assert.deepEqual(await colorAt(application, 1, 0.5, 0.2), [204, 26, 26]);
    assert.deepEqual(await colorAt(application, 1, 0.05, 0.2), [255, 255, 255]);
    assert.equal(await page.locator(`${sheet(1)} .reader-words`).textContent(), 'Discharge letter, sheet 1');
    // The line of text stands where the words of the layer are: ink in Helvetica's stand-in, which is served here.
    const box = await page.locator(`${sheet(1)} .reader-words span`).first().boundingBox();
    const ink = await application.painted(box);
    assert.ok(ink.grays > 8 && ink.mean < 240, JSON.stringify(ink));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    await application.screenshot('document');

    // Selected as on the page.
    await page.evaluate((selector) => getSelection().selectAllChildren(document.querySelector(`${selector} .reader-words`)), sheet(1));
    assert.equal(await page.evaluate(() => String(getSelection())), 'Discharge letter, sheet 1');
    await page.evaluate(() => getSelection().empty());

    await page.keyboard.press('End');
    await drawn(application, 3);
    await page.waitForFunction(() => document.querySelector('.reader-page').textContent === '3 / 3', undefined, { timeout: patience });
    assert.deepEqual(await colorAt(application, 3, 0.5, 0.2), [26, 51, 204]);
    await page.waitForFunction((selector) => document.querySelector(`${selector} canvas`) === null, sheet(1), { timeout: patience });

    await page.keyboard.press('0');
    assert.equal(await page.locator('[aria-label="Fit to width"]').getAttribute('aria-pressed'), 'true');
    const fitted = await page.evaluate(() => {
      const { clientWidth } = document.querySelector('.reader-scroller');
      return Math.abs(document.querySelector('.reader-sheet').offsetWidth - (clientWidth - 16));
    });
    assert.ok(fitted <= 1, `${fitted} pixels beside the width`);
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    assert.equal((await layer(application)).page, '3 / 3');

    // Tab stays inside.
    for (let presses = 0; presses < 12; ++presses) {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('.reader') !== null), true);
    }
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.reader [aria-label="Save the document"]').click()]);
    assert.equal(download.suggestedFilename(), 'doc-1.pdf');
    assert.deepEqual(await readFile(await download.path()), threePages);

    await closeWithEscape(application);
    assert.equal(await page.evaluate(() => document.activeElement.id), `mirror.${button}`);
    assert.equal(await application.has('viewport.1.object.open-document'), button, 'Escape closed more than the document');
    assert.deepEqual(asked.filter(({ origin }) => origin !== 'null' && origin !== new URL(server.address).origin), []);
    // The second time nothing has to be loaded, and everything works as the first time.
    await page.keyboard.press('Enter');
    await drawn(application, 1);
    await page.locator('.reader [aria-label="Close"]').click();
    await page.locator('.reader').waitFor({ state: 'detached', timeout: patience });
    await application.assertQuiet();
    await application.close();
  });

  test('is sharp on a screen with more pixels, and fits a phone in Russian', { timeout: 400_000 }, async () => {
    const documents = [{ uid: '1.2.3.61', title: 'Discharge letter with a rather long name of its own', bytes: threePages }];
    const sharp = await withDocuments(documents, { scale: 2 });
    await read(sharp, '1.2.3.61');
    await drawn(sharp, 1);
    const density = () => {
      const canvas = document.querySelector('.reader-sheet canvas');
      return canvas.width / canvas.clientWidth;
    };
    assert.equal(await sharp.page.evaluate(density), 2);
    await sharp.screenshot('document-2x');
    await sharp.assertQuiet();
    await sharp.close();

    const address = new URL('?lang=ru', server.address).href;
    const phone = await withDocuments(documents, { address, width: 390, height: 844, scale: 3 });
    await read(phone);
    await drawn(phone, 2);
    assert.equal(await phone.page.evaluate(density), 3);
    assert.equal(await phone.page.locator('[aria-label="По ширине"]').getAttribute('aria-pressed'), 'true');
    const sideways = await phone.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.querySelector('.reader-scroller');
      return scrollWidth > clientWidth || document.querySelector('.reader-bar').scrollWidth > innerWidth;
    });
    assert.equal(sideways, false);
    await phone.screenshot('document-phone');
    await phone.assertQuiet();
    await phone.close();
  });

  test('that is broken is named in the messages, and the next one opens', { timeout: 400_000 }, async () => {
    const application = await withDocuments([
      { uid: '1.2.3.61', title: 'Discharge letter', bytes: threePages },
      { uid: '1.2.3.62', title: 'Torn letter', bytes: Buffer.from('%PDF-1.4 not much') },
    ]);
    await read(application, '1.2.3.62');
    await application.press('bottom.messages');
    await application.waitForWords(/Torn letter.*not a PDF that can be read/s);
    assert.equal(await application.page.locator('.reader').count(), 0);
    await application.press('messages.close');
    await read(application, '1.2.3.61');
    await drawn(application, 1);
    await closeWithEscape(application);
    await application.assertQuiet();
    await application.close();
  });

  const lockedWords = {
    en: [
      'The document is locked with a password. Save it and open it in a program that asks for one.',
      'The document is locked in a way that is not known here. Save it and open it in the program that it was made for.',
    ],
    ru: [
      'Документ закрыт паролем. Извлеките его и откройте в программе, которая спросит пароль.',
      'Документ зашифрован способом, который здесь неизвестен. Извлеките его и откройте в программе, для которой он сделан.',
    ],
  };
  for (const [language, [byPassword, otherwise]] of Object.entries(lockedWords)) {
    test(`that is locked is told to be (${language}), is saved as it came, and the next one opens`, { timeout: 400_000 }, async () => {
      const locked = [
        { uid: '1.2.3.67', title: 'By a password', bytes: lockedPdf('Röntgen 1895', colors[0]), told: byPassword },
        { uid: '1.2.3.68', title: 'By a certificate', bytes: certificateLockedPdf(colors[0]), told: otherwise },
      ];
      const address = new URL(`?lang=${language}`, server.address).href;
      const application = await withDocuments([{ uid: '1.2.3.61', title: 'Discharge letter', bytes: threePages }, ...locked], { address });
      const { page } = application;
      for (const { uid, title, bytes, told } of locked) {
        const button = await read(application, uid);
        await application.press('bottom.messages');
        await page.waitForFunction(
          (words) => [...document.querySelectorAll('#mirror [id^="mirror.message."]')].some(({ textContent }) => textContent === words),
          `${title}: ${told}`,
          { timeout: patience },
        );
        assert.equal(await page.locator('.reader').count(), 0);
        await application.screenshot(`document-locked-${language}`);
        await application.press('messages.close');
        assert.equal(await application.has('viewport.1.object.open-document'), button);
        const [download] = await Promise.all([page.waitForEvent('download'), application.press('viewport.1.object.save-document')]);
        assert.deepEqual(await readFile(await download.path()), bytes);
      }
      await read(application, '1.2.3.61');
      await drawn(application, 1);
      await closeWithEscape(application);
      await application.assertQuiet();
      await application.close();
    });
  }

  test('locked against changes alone opens without a password', { timeout: 400_000 }, async () => {
    const application = await withDocuments([{ uid: '1.2.3.69', title: 'Protected letter', bytes: lockedPdf('', colors[1]) }]);
    await read(application);
    await drawn(application, 1);
    assert.deepEqual(await colorAt(application, 1, 0.5, 0.2), [26, 153, 26]);
    await closeWithEscape(application);
    await application.assertQuiet();
    await application.close();
  });

  test('runs nothing and leads nowhere', { timeout: 400_000 }, async () => {
    const first = numberOfMore(1);
    const bytes = pdf([{ text: 'Press here', rgb: colors[0], entries: `/Annots [${first} 0 R ${first + 1} 0 R] ` }], {
      catalog: `/OpenAction << /S /JavaScript /JS (app.alert\\('script'\\)) >> /AcroForm << /Fields [${first + 1} 0 R] >> `,
      more: [
        '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://example.invalid/) >> >>',
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (filled) /Rect [72 300 300 330] /DA (/F1 12 Tf 0 g) ' +
          '/AA << /E << /S /JavaScript /JS (app.alert\\(1\\)) >> >> >>',
      ],
    });
    const application = await withDocuments([{ uid: '1.2.3.64', title: 'Form', bytes }]);
    const { page } = application;
    const told = [];
    page.on('dialog', (dialog) => {
      told.push(dialog.message());
      void dialog.dismiss();
    });
    page.context().on('page', (other) => told.push(other.url()));
    await read(application, '1.2.3.64');
    await drawn(application, 1);
    assert.equal(await page.locator('.reader :is(a, input, textarea, select, iframe, form)').count(), 0);
    const at = page.url();
    await page.mouse.click(400, 400);
    await page.waitForTimeout(1000);
    assert.equal(page.url(), at);
    assert.deepEqual(told, []);
    await application.assertQuiet();
    await application.close();
  });

  test('with many pages has few of them drawn', { timeout: 400_000 }, async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ text: `Sheet ${index + 1}`, rgb: colors[index % 3] }));
    const application = await withDocuments([{ uid: '1.2.3.65', title: 'Many sheets', bytes: pdf(many) }]);
    const { page } = application;
    await read(application, '1.2.3.65');
    await drawn(application, 1);
    await page.keyboard.press('End');
    await drawn(application, 300);
    for (const part of [0.2, 0.7, 0.5]) {
      await page.evaluate((fraction) => {
        const scroller = document.querySelector('.reader-scroller');
        scroller.scrollTop = fraction * scroller.scrollHeight;
      }, part);
      await page.waitForTimeout(200);
    }
    await drawn(application, 150);
    assert.ok((await page.locator('.reader canvas').count()) <= 6);
    assert.match((await layer(application)).page, /^1(49|5[01]) \/ 300$/);
    await application.assertQuiet();
    await application.close();
  });

  test('with a page that never ends shows the others, and tells which one failed', { timeout: 400_000 }, async () => {
    // Ten forms, each drawing the next one twenty times: 20^10 lines.
    const depth = 10;
    const first = numberOfMore(2);
    const forms = Array.from({ length: depth }, (_, index) => {
      const isLast = index === depth - 1;
      const content = isLast ? '0 0 m 9 9 l S' : '/X Do '.repeat(20);
      const inner = isLast ? '' : `/Resources << /XObject << /X ${first + index + 1} 0 R >> >> `;
      return stream(content, `/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${inner}`);
    });
    const bytes = pdf(
      [
        { text: 'Never ends', rgb: colors[0], content: '/X Do', resources: `/XObject << /X ${first} 0 R >> ` },
        { text: 'Ends', rgb: colors[1] },
      ],
      { more: forms },
    );
    const application = await withDocuments([{ uid: '1.2.3.66', title: 'Endless letter', bytes }]);
    const { page } = application;
    await read(application, '1.2.3.66');
    await page.locator(`${sheet(1)} .reader-failure`).waitFor({ timeout: 120_000 });
    await page.keyboard.press('End');
    await drawn(application, 2);
    assert.deepEqual(await colorAt(application, 2, 0.5, 0.2), [26, 153, 26]);
    await application.screenshot('document-endless');
    await closeWithEscape(application);
    await application.press('bottom.messages');
    await application.waitForWords(/Endless letter.*Page 1 cannot be drawn.*longer than 30/s);
    await application.assertQuiet();
    await application.close();
  });
});
