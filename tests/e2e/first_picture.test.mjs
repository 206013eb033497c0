/** The first picture does not wait for what comes after it: the rest is held back until it is painted. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { watchDecoding } from './decoding.mjs';
import { picture, plane, randomOf } from './instances.mjs';

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

const timeout = 400_000;
const random = randomOf(17);
/** The middle of the viewport. */
const middle = { x: 420, y: 180, width: 320, height: 360 };

function place(number) {
  return {
    patient: { name: 'Phantom^Long', id: 'L' },
    study: { uid: '1.2.3.92', date: '20260101', description: 'Study' },
    series: { uid: '1.2.3.92.1', number: 1, description: 'Series' },
    uid: `1.2.3.92.1.${number}`,
    modality: 'MR',
    number,
  };
}

/** Before the page's own code: files that are numbered beyond 20 give no bytes until they are let go. */
function holdReading() {
  const released = new Promise((resolve) => {
    new BroadcastChannel('release').addEventListener('message', resolve);
  });
  const told = new BroadcastChannel('held');
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = async function () {
    if (this instanceof File && Number(this.name.replace(/\D/g, '')) > 20) {
      told.postMessage(this.name);
      await released;
    }
    return arrayBuffer.call(this);
  };
}

/** Before the page's own code: of the frames that workers are asked for, only the first comes until the rest is let go. */
function holdFrames() {
  const Native = globalThis.Worker;
  const waiting = [];
  let asked = 0;
  let isReleased = false;
  globalThis.held = { frames: 0 };
  new BroadcastChannel('release').addEventListener('message', () => {
    isReleased = true;
    for (const post of waiting.splice(0)) post();
  });
  globalThis.Worker = class extends Native {
    postMessage(message, ...rest) {
      const post = () => super.postMessage(message, ...rest);
      if (message.op !== 'frame' || ++asked === 1 || isReleased) {
        post();
        return;
      }
      held.frames += 1;
      waiting.push(post);
    }
  };
}

const release = (page) => page.evaluate(() => new BroadcastChannel('release').postMessage(true));

describe('the first picture is painted', () => {
  test('while most files of its folder are not read yet', { timeout }, async () => {
    const files = Array.from({ length: 300 }, (_, index) => ({
      name: `IM${index + 1}.dcm`,
      bytes: picture(random, { ...place(index + 1), more: plane(index + 1) }).bytes,
    }));
    const application = await Application.open(browser, server.address, {
      prepare: `(${watchDecoding})();(${holdReading})();`,
    });
    const { page } = application;
    await page.evaluate(() => {
      globalThis.heldNames = [];
      new BroadcastChannel('held').addEventListener('message', ({ data }) => heldNames.push(data));
    });
    await application.drop(files);
    await application.waitForPicture(middle);
    await page.waitForFunction(() => heldNames.length > 0, undefined, { polling: 100 });
    const read = await page.evaluate(() => [...decoding.read]);
    assert.ok(read.length >= 1 && read.length <= 20, `${read.length} files were read`);
    assert.ok(await application.has('task.'), 'the rest is awaited');
    await application.screenshot('first-picture');
    await release(page);
    await page.waitForFunction(() => decoding.read.size === 300 && document.querySelector('#mirror [id^="mirror.task."]') === null, undefined, { polling: 100 });
    await application.waitForWords(/300 images/);
    await application.assertQuiet();
    await application.close();
  });

  test('while no other frame of its file is decoded yet', { timeout }, async () => {
    const { bytes } = picture(random, { ...place(1), rows: 128, columns: 128, frameCount: 200 });
    const application = await Application.open(browser, server.address, { prepare: `(${watchDecoding})();(${holdFrames})();` });
    const { page } = application;
    await application.drop([{ name: 'long.dcm', bytes }]);
    await application.waitForPicture(middle);
    await page.waitForFunction(() => held.frames > 0, undefined, { polling: 100 });
    assert.equal(await page.evaluate(() => decoding.frames.size), 1);
    await release(page);
    await page.waitForFunction(() => decoding.frames.size > 1 && decoding.asked === decoding.answered, undefined, { polling: 100 });
    await application.assertQuiet();
    await application.close();
  });
});
