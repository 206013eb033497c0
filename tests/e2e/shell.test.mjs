/** The mirror and the bridge in a real browser, with a program that only writes down what it is told. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { addressOf } from '../web/source.mjs';
import { startBrowser } from './application.mjs';
import { root } from './places.mjs';

let browser;
let page;
before(async () => {
  browser = await startBrowser();
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
});

/** What the program was told since the last time this was asked. */
function calls() {
  return page.evaluate(() => globalThis.calls.splice(0));
}

describe('the mirror', () => {
  let address;
  before(async () => {
    address = await addressOf('app/src/mirror.ts');
  });

  beforeEach(async () => {
    await page.goto('about:blank');
    await page.setContent('<main id="mirror"></main><div id="announcements"></div>');
    await page.evaluate(async (module) => {
      const { DomMirror } = await import(module);
      globalThis.calls = [];
      const app = Object.fromEntries(
        ['focus', 'activate', 'setValue'].map((name) => [name, (...given) => globalThis.calls.push([name, ...given])]),
      );
      const [mirror, announcements] = ['mirror', 'announcements'].map((id) => document.getElementById(id));
      globalThis.mirror = new DomMirror(mirror, announcements, () => app);
    }, address);
  });

  function show(...elements) {
    const placed = elements.map((element) => ({ role: 'button', rect: [0, 0, 10, 10], ...element }));
    return page.evaluate((list) => globalThis.mirror.update({ language: 'en', elements: list }), placed);
  }
  function focus(id) {
    return page.evaluate((node) => document.getElementById(`mirror.${node}`).focus(), id);
  }
  function focused() {
    return page.evaluate(() => document.activeElement.id);
  }
  function attributes(id, ...names) {
    return page.evaluate(
      ([node, wanted]) => wanted.map((name) => document.getElementById(`mirror.${node}`).getAttribute(name)),
      [id, names],
    );
  }

  test('leaves the focus where it is when others come and go', async () => {
    await show({ id: 'a' }, { id: 'b' }, { id: 'c' });
    await focus('b');
    assert.deepEqual(await calls(), [['focus', 'b']]);
    await show({ id: 'b' }, { id: 'c' });
    await show({ id: 'new' }, { id: 'b' });
    assert.equal(await focused(), 'mirror.b');
    assert.deepEqual(await calls(), []);
  });

  test('gives the focus back to an element that changes its place', async () => {
    await show({ id: 'a' }, { id: 'b' });
    await focus('b');
    await show({ id: 'b' }, { id: 'a' });
    assert.equal(await focused(), 'mirror.b');
    assert.deepEqual((await calls()).at(-1), ['focus', 'b']);
  });

  test('tells when the element with the focus is gone', async () => {
    await show({ id: 'a' }, { id: 'b' });
    await focus('b');
    await show({ id: 'a' });
    assert.deepEqual((await calls()).at(-1), ['focus', null]);
  });

  test('calls a chosen radio and menu row checked, a chosen tab selected', async () => {
    await show(
      { id: 'on', role: 'radio', selected: true },
      { id: 'off', role: 'radio', selected: false },
      { id: 'dark', role: 'menuitem', selected: true },
      { id: 'light', role: 'menuitem', selected: false },
      { id: 'tab', role: 'tab', selected: true },
    );
    const of = (id) => attributes(id, 'role', 'aria-checked', 'aria-selected');
    assert.deepEqual(await of('on'), ['radio', 'true', null]);
    assert.deepEqual(await of('off'), ['radio', 'false', null]);
    assert.deepEqual(await of('dark'), ['menuitemradio', 'true', null]);
    assert.deepEqual(await of('light'), ['menuitem', null, null]);
    assert.deepEqual(await of('tab'), ['tab', null, 'true']);
  });

  test('a text box has its text, unless somebody is typing in it', async () => {
    const value = () => page.evaluate(() => document.getElementById('mirror.find').value);
    await show({ id: 'find', role: 'textbox', text: 'spine' });
    assert.equal(await value(), 'spine');
    await focus('find');
    await page.keyboard.press('End');
    await page.keyboard.type('s');
    await show({ id: 'find', role: 'textbox', text: 'older' });
    assert.equal(await value(), 'spines');
    await page.keyboard.press('Enter');
    assert.deepEqual(await calls(), [['focus', 'find'], ['setValue', 'find', 'spines'], ['activate', 'find']]);
    await page.evaluate(() => document.activeElement.blur());
    await show({ id: 'find', role: 'textbox', text: 'newer' });
    assert.equal(await value(), 'newer');
  });
});

describe('the bridge', () => {
  let source;
  before(async () => {
    source = await readFile(join(root, 'wasm/app/bridge.js'), 'utf8');
  });

  beforeEach(async () => {
    await page.goto('about:blank');
    await page.setContent('<canvas tabindex="-1" style="position:fixed;inset:0;width:100%;height:100%"></canvas><input>');
    await page.evaluate((text) => {
      globalThis.calls = [];
      const strings = new Map();
      const told = {
        key: (at, _, down) => globalThis.calls.push(['key', strings.get(at), down]),
        pointer_button: (which, down) => globalThis.calls.push(['button', which, down]),
        wheel: (x, y) => globalThis.calls.push(['wheel', Math.round(y * 1000) / 1000]),
        start: () => 1,
        frame: () => 1e9,
      };
      const names = [...new Set(text.match(/\b_overread_\w+/g))];
      let next = 8;
      globalThis.full = false;
      const given = {
        Module: { canvas: document.querySelector('canvas') },
        HEAPU8: new Uint8Array(64),
        lengthBytesUTF8: (string) => string.length,
        stringToUTF8: (string, at) => strings.set(at, string),
        UTF8ToString: () => '',
        _malloc: () => (globalThis.full ? 0 : next++),
        _free: () => undefined,
        ...Object.fromEntries(names.map((name) => [name, told[name.slice('_overread_'.length)] ?? (() => 1)])),
      };
      new Function(...Object.keys(given), text)(...Object.values(given));
      globalThis.Module = given.Module;
      globalThis.Module.onRuntimeInitialized();
    }, source);
  });

  test('every button that goes down comes up, whichever is let go first', async () => {
    await page.mouse.move(200, 200);
    await page.mouse.down({ button: 'left' });
    await page.mouse.down({ button: 'right' });
    await page.mouse.up({ button: 'left' });
    await page.mouse.up({ button: 'right' });
    await page.mouse.down({ button: 'middle' });
    await page.mouse.up({ button: 'middle' });
    const expected = [[0, 1], [1, 1], [0, 0], [1, 0], [2, 1], [2, 0]];
    assert.deepEqual(await calls(), expected.map(([which, down]) => ['button', which, down]));
  });

  test('Meta let go lets go of all keys', async () => {
    await page.keyboard.down('Meta');
    await page.keyboard.down('k');
    await page.keyboard.up('Meta');
    const expected = [['MetaLeft', 1], ['KeyK', 1], ['MetaLeft', 0], ['KeyK', 0]];
    assert.deepEqual(await calls(), expected.map(([code, down]) => ['key', code, down]));
    await page.keyboard.up('k');
  });

  test('what is typed into a field is no shortcut; Escape still closes', async () => {
    await page.locator('input').focus();
    await page.keyboard.press('w');
    await page.keyboard.press('Escape');
    const down = (await calls()).filter(([, , state]) => state === 1);
    assert.deepEqual(down, [['key', 'Escape', 1]]);
  });

  test('a pinch on a trackpad zooms by its ratio; the wheel with a key goes by notches', async () => {
    const turn = (deltaY) =>
      page.evaluate(
        (delta) =>
          document.querySelector('canvas').dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, deltaY: delta, cancelable: true })),
        deltaY,
      );
    // ln 1.15 = 0.13976, which is one notch; ControlLeft goes up by itself.
    await turn(-13.976);
    await page.waitForTimeout(400);
    assert.deepEqual(await calls(), [['key', 'ControlLeft', 1], ['wheel', 1], ['key', 'ControlLeft', 0]]);
    await page.keyboard.down('Control');
    await turn(-100);
    await page.keyboard.up('Control');
    assert.deepEqual(await calls(), [['key', 'ControlLeft', 1], ['wheel', 1], ['key', 'ControlLeft', 0]]);
  });

  test('no memory is an error, not a write to address 0', async () => {
    const message = await page.evaluate(() => {
      globalThis.full = true;
      try {
        globalThis.Module.dispatch({ kind: 'FrameDecoded' }, new Uint8Array(8));
        return 'taken';
      } catch (error) {
        return error.message;
      } finally {
        globalThis.full = false;
      }
    });
    assert.equal(message, 'No memory for 8 bytes');
  });
});
