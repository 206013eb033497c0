/** The rules of the reading layer that need no browser. */
import assert from 'node:assert/strict';
import { after, before, describe, mock, test } from 'node:test';
import { source } from './source.mjs';

describe('the time limit of a page', () => {
  let limit;
  before(async () => {
    limit = await source('app/src/reader/time_limit.ts');
    mock.timers.enable({ apis: ['setInterval'] });
    globalThis.document = { hidden: false };
  });
  after(() => {
    mock.timers.reset();
    delete globalThis.document;
  });

  const never = new Promise(() => undefined);

  test('what ends in time gives its outcome', async () => {
    assert.equal(await limit.withinSeconds(2, Promise.resolve('page')), 'page');
    await assert.rejects(limit.withinSeconds(2, Promise.reject(new Error('torn'))), /torn/);
  });

  test('what does not is an error that says how long it had', async () => {
    const late = limit.withinSeconds(2, never);
    mock.timers.tick(2000);
    await assert.rejects(late, (error) => error instanceof limit.TimeLimitError && error.seconds === 2);
  });

  test('seconds in which nobody sees the page do not count', async () => {
    let failed = false;
    const late = limit.withinSeconds(2, never).catch(() => {
      failed = true;
    });
    mock.timers.tick(1000);
    document.hidden = true;
    mock.timers.tick(60_000);
    await Promise.resolve();
    assert.equal(failed, false);
    document.hidden = false;
    mock.timers.tick(1000);
    await late;
    assert.equal(failed, true);
  });
});

describe('what is said of a document', () => {
  let words;
  before(async () => {
    words = await source('app/src/reader/words.ts');
  });

  test('pages that failed are named, ten of them at most, with the reason of the first', () => {
    const english = words.wordsIn('en');
    assert.equal(words.failedPages(new Map([[3, new Error('torn')]]), english), 'Page 3 cannot be drawn. torn');
    const many = new Map(Array.from({ length: 12 }, (_, index) => [index + 1, new Error(`torn ${index + 1}`)]));
    assert.equal(words.failedPages(many, english), 'Pages that cannot be drawn: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …. torn 1');
  });

  test('what PDF.js throws is told in the language of the reader', () => {
    const named = (name) => Object.assign(new Error('technical'), { name });
    assert.match(words.explained(named('PasswordException'), words.wordsIn('en')), /password/);
    assert.match(words.explained(named('InvalidPDFException'), words.wordsIn('ru')), /PDF/);
    assert.equal(words.explained(named('UnknownErrorException'), words.wordsIn('ru')), 'technical');
  });

  test('Russian has every word that English has', () => {
    const [english, russian] = ['en', 'ru'].map((language) => words.wordsIn(language));
    assert.deepEqual(Object.keys(russian).sort(), Object.keys(english).sort());
    for (const [key, value] of Object.entries(russian)) {
      assert.match(typeof value === 'function' ? value(1, 2) : value, /[а-яё]/i, key);
    }
  });
});
