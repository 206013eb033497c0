/** Which devices are taken for small ones. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { source } from './source.mjs';

const { decodeLimit, memoryProfile } = await source('app/src/memory_profile.ts');

const desktop = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', maxTouchPoints: 0, hardwareConcurrency: 8, shortSide: 1080 };
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1.15';

describe('the memory profile', () => {
  const cases = [
    ['a desktop', {}, 2e9, 4],
    ['a desktop with a touch screen', { maxTouchPoints: 10 }, 2e9, 4],
    ['a desktop with two cores', { hardwareConcurrency: 2 }, 2e9, 2],
    ['one core is one worker', { hardwareConcurrency: 0 }, 2e9, 1],
    ['a Mac', { userAgent: mac }, 2e9, 4],
    ['an iPad that calls itself a Mac', { userAgent: mac, maxTouchPoints: 5 }, 6e8, 2],
    ['an iPhone', { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)', maxTouchPoints: 5, shortSide: 390 }, 6e8, 2],
    ['an Android phone with 8 GB', { deviceMemory: 8, shortSide: 412 }, 2e9, 4],
    ['an Android phone with 2 GB', { deviceMemory: 2, shortSide: 412 }, 6e8, 2],
    ['a phone that does not tell', { shortSide: 412 }, 6e8, 2],
  ];
  for (const [name, hints, budget, workers] of cases) {
    test(name, () => {
      const profile = memoryProfile({ ...desktop, ...hints });
      assert.deepEqual([profile.budgetBytes, profile.workers], [budget, workers]);
    });
  }

  for (const [small, frames, services, decoding, page, held] of [
    [false, 500e6, 1200e6, 200e6, 100e6, 67108864],
    [true, 150e6, 360e6, 60e6, 30e6, 16777216],
  ]) {
    test(`shares out all of the budget and no more: ${small ? 'small' : 'large'}`, () => {
      const profile = memoryProfile({ ...desktop, ...(small ? { shortSide: 412 } : {}) });
      assert.equal(profile.frameBytes, frames);
      assert.equal(profile.serviceBytes, services);
      assert.equal(profile.decodeBytes, decoding);
      assert.equal(frames + services + decoding + page, profile.budgetBytes);
      assert.equal(profile.heldBytes, held);
      assert.ok(held <= page);
      // A file is there twice on its way into a module.
      assert.equal(2 * profile.fileBytes, services + decoding);
    });
  }

  test('lends decoding what services leave of their share', () => {
    const profile = memoryProfile(desktop);
    assert.equal(decodeLimit(profile, 0), 1400e6);
    assert.equal(decodeLimit(profile, 800e6), 600e6);
    assert.equal(decodeLimit(profile, 1200e6), 200e6);
    assert.equal(decodeLimit(profile, 1300e6), 200e6);
  });
});
