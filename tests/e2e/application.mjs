/** Server, browser and page of one test file, and what the tests do with them. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { browserProgram, cases, chromium, models, screenshots, serverProgram, site } from './places.mjs';

/** Software rendering on a busy machine is slow; a test that hangs for good still ends. */
const patience = 120_000;

/**
 * Starts the server on a free port.
 *
 * @param services  The folder of those that it offers.
 */
export async function startServer({ services = models } = {}) {
  const child = spawn(serverProgram, ['--root', site, '--models', services, '--cases', cases, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /https?:\/\/\S+/.exec(line);
      if (found) resolve(found[0]);
    });
  });
  return { address, stop: () => child.kill() };
}

/** @param more  Options of Chromium beside the usual ones. */
export function startBrowser(more = []) {
  return chromium.launch({
    executablePath: browserProgram,
    headless: true,
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', ...more],
  });
}

/** The application in one page. Everything the console complains about makes `assertQuiet` fail. */
export class Application {
  #complaints = [];

  constructor(page) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.#complaints.push(error.message));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      if (!/ERR_ABORTED/.test(reason)) this.#complaints.push(`${request.url()}: ${reason}`);
    });
  }

  /**
   * @param prepare  Run in the page before anything of it.
   * @param route    [pattern, code]: scripts at these addresses begin with this code.
   */
  static async open(browser, address, { width = 1280, height = 800, scale = 1, locale = 'en-US', prepare, route } = {}) {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      locale,
      acceptDownloads: true,
    });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const application = new Application(page);
    await page.addInitScript(() => {
      globalThis.violations = [];
      addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    if (prepare !== undefined) await page.addInitScript(prepare);
    if (route !== undefined) {
      const [pattern, code] = route;
      await context.route(pattern, async (request) => {
        const response = await request.fetch();
        await request.fulfill({ response, body: code + (await response.text()) });
      });
    }
    await page.goto(address, { timeout: patience });
    await page.waitForFunction(() => Number(document.documentElement.dataset.paints ?? 0) > 0, undefined, { timeout: patience });
    return application;
  }

  async close() {
    await this.page.context().close();
  }

  async assertQuiet(expected = []) {
    const violations = await this.page.evaluate(() => globalThis.violations);
    assert.deepEqual(violations, [], 'Content-Security-Policy was violated');
    const unexpected = this.#complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
    assert.deepEqual(unexpected, []);
  }

  /** Waits for the mirrored element whose id begins with `id`; gives its whole id. */
  async has(id, timeout = patience) {
    const handle = await this.page.waitForFunction(
      (start) => [...document.querySelectorAll('#mirror [id]')].find((node) => node.id.startsWith(`mirror.${start}`))?.id,
      id,
      { timeout, polling: 200 },
    );
    return (await handle.jsonValue()).slice('mirror.'.length);
  }

  async press(id, timeout) {
    const whole = await this.has(id, timeout);
    await this.page.evaluate((node) => document.getElementById(`mirror.${node}`).click(), whole);
    return whole;
  }

  /** Opens a built-in case, from the start page or from the list. */
  async openCase(id) {
    const handle = await this.page.waitForFunction(
      (name) => ['start.case.', 'case.'].map((prefix) => `mirror.${prefix}${name}`).find((node) => document.getElementById(node)),
      id,
      { timeout: patience, polling: 200 },
    );
    await this.page.evaluate((node) => document.getElementById(node).click(), await handle.jsonValue());
  }

  /** Opens a built-in case and waits until its series is listed and something else is painted. */
  async openCaseAndSee(id, clip) {
    const before = await this.painted(clip);
    const listed = await this.ids('series.');
    await this.openCase(id);
    await this.page.waitForFunction(
      (known) => [...document.querySelectorAll('#mirror [id^="mirror.series."]')].some((node) => !known.includes(node.id.slice('mirror.'.length))),
      listed,
      { timeout: patience, polling: 200 },
    );
    return this.waitForChange(clip, before, patience);
  }

  /** Waits until a part of the window shows something else than `before`; gives what. */
  async waitForChange(clip, before, timeout = 30_000) {
    const end = Date.now() + timeout;
    let seen = await this.painted(clip);
    while (JSON.stringify(seen) === JSON.stringify(before)) {
      assert.ok(Date.now() < end, `still the same picture: ${JSON.stringify(seen)}`);
      await this.page.waitForTimeout(500);
      seen = await this.painted(clip);
    }
    return seen;
  }

  async text(id) {
    const whole = await this.has(id);
    return this.page.evaluate((node) => document.getElementById(`mirror.${node}`).textContent, whole);
  }

  /** Ids of the mirrored elements that begin with `start`. */
  ids(start) {
    return this.page.evaluate(
      (prefix) => [...document.querySelectorAll('#mirror [id]')].map(({ id }) => id.slice('mirror.'.length)).filter((id) => id.startsWith(prefix)),
      start,
    );
  }

  /** All words of the mirrored interface. */
  words() {
    return this.page.evaluate(() => document.getElementById('mirror').innerText + document.getElementById('announcements').textContent);
  }

  async waitForWords(pattern, timeout = patience) {
    await this.page.waitForFunction(
      ({ source, flags }) => new RegExp(source, flags).test(document.getElementById('mirror').textContent + document.getElementById('announcements').textContent),
      { source: pattern.source, flags: pattern.flags },
      { timeout, polling: 200 },
    );
  }

  async screenshot(name) {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** What is painted in a part of the window: how many different grays, how much is not black. */
  async painted(clip) {
    const png = await this.page.screenshot({ clip });
    return this.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const grays = new Set();
      let bright = 0;
      let sum = 0;
      let colored = 0;
      for (let at = 0; at < data.length; at += 4) {
        grays.add(data[at]);
        sum += data[at];
        if (data[at] > 20) bright += 1;
        if (Math.max(data[at], data[at + 1], data[at + 2]) - Math.min(data[at], data[at + 1], data[at + 2]) > 40) colored += 1;
      }
      const count = data.length / 4;
      return { grays: grays.size, bright: bright / count, mean: sum / count, colored: colored / count };
    }, png.toString('base64'));
  }

  /** The colors that are painted at places ([x, y]) of the window, at once: red, green, blue. */
  async colorsAt(places) {
    const png = await this.page.screenshot({ scale: 'css' });
    return this.page.evaluate(async ([base64, all]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context.drawImage(bitmap, 0, 0);
      return all.map(([x, y]) => [...context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data.slice(0, 3)]);
    }, [png.toString('base64'), places]);
  }

  /** The color that is painted at a place of the window: red, green, blue. */
  async colorAt(x, y) {
    const [color] = await this.colorsAt([[x, y]]);
    return color;
  }

  /** Waits until a part of the window shows a picture: many grays. */
  async waitForPicture(clip, timeout = patience) {
    const end = Date.now() + timeout;
    let seen = await this.painted(clip);
    while (seen.grays < 60 && Date.now() < end) {
      await this.page.waitForTimeout(500);
      seen = await this.painted(clip);
    }
    assert.ok(seen.grays >= 60, `no picture is painted: ${JSON.stringify(seen)}`);
    return seen;
  }

  /** Chooses a folder to be opened, from the start page or from the list. */
  async chooseFolder(path) {
    const choosing = this.page.waitForEvent('filechooser');
    await this.press((await this.ids('start.open-folder'))[0] ?? 'studies.open-folder');
    const field = (await choosing).element();
    await field.setInputFiles(path);
    // The browser's tools keep the field, and with it every file that was chosen.
    await field.evaluate((input) => {
      input.value = '';
    });
    await field.dispose();
  }

  /** Drops files ({name, bytes}) on the window. */
  async drop(files) {
    const carried = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
    await this.page.evaluate((list) => {
      const data = new DataTransfer();
      for (const { name, base64 } of list) {
        data.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
      }
    }, carried);
  }
}
