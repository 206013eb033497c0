/** A large image in JPEG 2000: at reduced resolution first, which is said and gives no values, then in full. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { classes, el, written } from './instances.mjs';

/**
 * 1024 rows, 1024 columns, 16 bits, reversible, six resolutions, by Pillow 9.4 (OpenJPEG 2.5): row + 2 × column, counted
 * from 0.
 */
const stream = Buffer.from(
  [
    '/0//UQApAAAAAAQAAAAEAAAAAAAAAAAAAAAEAAAABAAAAAAAAAAAAAABDwEB/1IADAAAAAEABQQEAAH/XAATQICIiJCIiJCIiJCIiJCIiJD/ZA',
    'AlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAUZAAH/k9/4nd2AEjikmU1fe9MXueeevuAvb7eQgBD/WC4EABfi',
    'itzitCAwhaUkJbXyCAYR3ymEhLFZoQDCQGUthISn0+IwkGpO8JCTOhCMJCG0EMJCOiLIYSEaoUMJCJOGIYSEdEWQwkIKoBYSEfMYQwkIKoBYSE',
    'fMYQwkIKoBYSEfMYQwkIKoBYSEfMYQwkIKoBYSEfMYQwkIKoBYSEfMYQwkIaqNMRhHgSYx9LGGPaVAjYlNR9LGGPpYwx9LGGMGew+9jTH0sYY+',
    'ljDGDPYfexpj6WMMfSxhjWH2PpYwx9LGGPpYwx7SoEbEpqPpYwx9LGGPpYwxgz2H3saY+ljDH0sYYwZ7D72NMfSxhj6WMMaw+q2z+ogDafUQBt',
    'PqIA2kVf62VEgbT6iANp9RAG0+oVTEVDj2j1EAbT6iANp9Q+CvdbKiQNp9RAG0+ogDafUKpiKhx7R6iANp9RAG0+ofBXutlRIG0+ogDafUQBtP',
    'qFUxFQ49o9RAG0+ogDafUPgr3WyokDafUQBtPqIA2n1CnwixQFigLFAWKAsUBYoCxPwZsDVAWKAsUBYoCxQFigLE/BmwNUBYoCxQFigLFAWKAs',
    'T8GbA1QFigLFAWKAsUBYoCxPwZsDVAWKAsUBYoCxQFigLE/BmwNUBYoCxQFigLFAWKAsT8GbA1QFigLFAWKAsUBYoCxPwZsDVAWKAsUBYoCxQF',
    'igLE/HI0TiJxE4icROInETiJxE4WbD0TiJxE4icROInETiJxE4WbD0TiJxE4icROInETiJxE4WbD0TiJxE4icROInETiJxE4WbD0TiJxE4icRO',
    'InETiJxE4WbD0TiJxE4icROInETiJxE4WbD0TiJxE4icROInETiJxE4WbD0TiJxE4icROInETiJxE4WGNQAAAAAAAAAAAAAAAAAFNQ+AAAAAAA',
    'AAAAAAAAAAAYBUeAAAAAAAAAAAAAAAAADAKjwAAAAAAAAAAAAAAAAAYBUeAAAAAAAAAAAAAAAAADAKjwAAAAAAAAAAAAAAAAAYBUeAAAAAAAAA',
    'AAAAAAAAC/mlHYbbbbbbbbbbbXdsekTkfMzkhz5YIc+WCHPlghz5YIc+WAo4bwM1mZmZmZmZmZmZmZcWEA/xov0AVmhq4RvAzWZmZmZmZmbUP4',
    'aI+ZnJDnywQ58sEOfLBDnywQ58sEOfLJljcIc+WCHPlghz5YIc+WCHPlghz5YCjhvAzWZmZmZmZmZmZmZlxYQDLz6PmZyQ58sEOfLBDnywQ58s',
    'EOfLAUcN4GazMzMzMzMzMzMzMuP8AD6hGAA+cci2IBq6i72gBhH8pSJAbUIj/hjWKnf9TiIAMJAFGRIMAB85KAAfIOAK1yAb/Zs+3tgAAGEhJU',
    'wBhIS/hQQCqOf3+LtgAAGEhL0AA/INfkGyAAPwj/QjitcgG/2bPt7YAABhISrXIBv9mz7e2AAAYSEvhQQCqOf2X4UEAqjn9l1AAH8I78I6/hHf',
    'hHkkAAPo/o/yP6OK1yAb/ZsH+tcgG/2bB/rXIBv9mwf61yAb/ZsH/4UEAqjn9/+FBAKo5/f/hQQCqOf3/4UEAqjn9/1QAA/Rnoy+jPRlfoz0Zf',
    'Rno0kkkgAA8uXly+XLy5QK1yAb/Zr61yAb/Zr61yAb/Zr61yAb/Zr61yAb/Zr61yAb/Zr61yAb/Zr61yAb/Zr/hQQCqP+FBAKo/4UEAqj/hQQC',
    'qP+FBAKo/4UEAqj/hQQCqP+FBAKo//2Q==',
  ].join(''),
  'base64',
);

let server;
let browser;
let application;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  application = await Application.open(browser, server.address, { route: [/decode_worker/, `(${holdWholeFrames})();\n`] });
});
after(async () => {
  await application?.close();
  await browser?.close();
  server?.stop();
});

/** Before a decode worker's own code: no frame is decoded in full until it is let go. */
function holdWholeFrames() {
  let isReleased = false;
  const held = [];
  new BroadcastChannel('release').addEventListener('message', () => {
    isReleased = true;
    for (const data of held.splice(0)) dispatchEvent(new MessageEvent('message', { data }));
  });
  addEventListener('message', (event) => {
    if (isReleased || event.data.op !== 'frame' || event.data.coarse) return;
    event.stopImmediatePropagation();
    held.push(event.data);
  });
}

function film() {
  const dict = {
    '00080016': el('UI', classes.DX),
    '00080018': el('UI', '1.2.3.97.1.1'),
    '00080020': el('DA', '20260101'),
    '00080060': el('CS', 'DX'),
    '00100010': el('PN', { Alphabetic: 'Phantom^Coarse' }),
    '00100020': el('LO', 'C'),
    '0020000D': el('UI', '1.2.3.97'),
    '0020000E': el('UI', '1.2.3.97.1'),
    '00280002': el('US', 1),
    '00280004': el('CS', 'MONOCHROME2'),
    '00280010': el('US', 1024),
    '00280011': el('US', 1024),
    '00280100': el('US', 16),
    '00280101': el('US', 16),
    '00280102': el('US', 15),
    '00280103': el('US', 0),
    '00281050': el('DS', 1535),
    '00281051': el('DS', 3070),
    '7FE00010': el('OB', new Uint8Array(stream).buffer),
  };
  return written(dict, '1.2.840.10008.1.2.4.90', 'core');
}

describe('a large image in JPEG 2000', () => {
  /** The middle of the viewport. */
  const middle = { x: 520, y: 240, width: 240, height: 280 };
  const cursor = () => application.page.evaluate(() => document.getElementById('mirror.bottom.cursor')?.textContent ?? '');
  const point = { x: 640, y: 380 };

  test('is seen at reduced resolution while it is decoded, and says so', async () => {
    await application.drop([{ name: 'film.dcm', bytes: film() }]);
    await application.has('viewport.1.coarse');
    assert.equal(await application.text('viewport.1.coarse'), 'Reduced resolution, decoding the image');
    await application.waitForPicture(middle);
    await application.screenshot('coarse-picture');
  });

  test('gives no value then', async () => {
    await application.page.mouse.move(point.x, point.y);
    await application.page.waitForTimeout(300);
    assert.doesNotMatch(await cursor(), /\d/);
  });

  test('is replaced by all of it, which is said no more and gives the values of its pixels', async () => {
    await application.page.evaluate(() => new BroadcastChannel('release').postMessage(true));
    await application.page.waitForFunction(() => document.getElementById('mirror.viewport.1.coarse') === null);
    await application.page.mouse.move(point.x + 1, point.y);
    await application.page.waitForFunction(() => /\d/.test(document.getElementById('mirror.bottom.cursor')?.textContent ?? ''));
    // "1234  (column, row)", counted from 0 or from 1 alike in both.
    const words = await cursor();
    const [, value, column, row] = (/(\d+) .*\((\d+), (\d+)\)/.exec(words) ?? assert.fail(words)).map(Number);
    assert.ok([0, 3].includes(Number(column) * 2 + Number(row) - value), `${value} at (${column}, ${row})`);
    await application.assertQuiet();
  });
});
