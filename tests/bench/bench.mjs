// bench.mjs [PART...] [--rounds N] [--only TEXT] [--json FILE] [--markdown FILE] [--data FOLDER] [--without-natives]
// Decoding, reading headers and rendering of overread-core beside other libraries: same files, same run, one
// thread; pixels are compared before anything is timed. Then the application in Chromium beside other viewers.
// Only ratios within one run mean something.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodeTimes, samePixels } from './decode.mjs';
import { headerBench } from './headers.mjs';
import { phantomImages, realImages } from './images.mjs';
import { resultsPage } from './markdown.mjs';
import { measure } from './measure.mjs';
import { nativeDecodes } from './natives.mjs';
import { loadPeers } from './peers.mjs';
import { largestDifference, renderInJavaScript } from './render.mjs';
import { syntaxName } from './syntaxes.mjs';

const sourceTree = new URL('../../', import.meta.url);
const corePackage = new URL('build/web/core/', sourceTree);
const commandLine = fileURLToPath(new URL('build/web/cli/overread.mjs', sourceTree));
const inputs = fileURLToPath(new URL('build/bench/', sourceTree));
const natives = fileURLToPath(new URL('build/bench-natives', sourceTree));

const known = ['decode', 'browser', 'headers', 'render', 'start', 'series'];
const usage =
  `overread bench [${known.join('|')}]... [--rounds N] [--only TEXT] [--json FILE] [--markdown FILE] [--data FOLDER]` +
  ' [--without-natives]';

function fail(message, code) {
  console.error(`bench: ${message}`);
  process.exit(code);
}

function options() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: 'string', default: '5' },
        only: { type: 'string', default: '' },
        json: { type: 'string' },
        markdown: { type: 'string' },
        data: {
          type: 'string',
          default: process.env.OVERREAD_SHARED_DATA ?? fileURLToPath(new URL('../shared/data', sourceTree)),
        },
        'without-natives': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    fail(`${error.message}\n${usage}`, 2);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const parts = positionals.length > 0 ? positionals : known;
  const unknown = parts.find((part) => !known.includes(part));
  const rounds = Number(values.rounds);
  if (unknown) fail(`no such part: ${unknown}\n${usage}`, 2);
  if (!Number.isInteger(rounds) || rounds < 1) fail(`--rounds is ${values.rounds}\n${usage}`, 2);
  return { ...values, parts, rounds };
}

async function loadOurCore() {
  if (!existsSync(corePackage) || !existsSync(commandLine)) {
    fail('overread-core is not built; run ./overread build first', 1);
  }
  const { loadCore } = await import(new URL('index.js', corePackage).href);
  const core = await loadCore({ wasmBinary: readFileSync(new URL('overread-core.wasm', corePackage)) });
  await core.prepareHtj2k();
  return core;
}

/** Native libraries that give the same pixels. */
function agreeingNatives(natively, image, ours) {
  return natively.filter(({ name, pixels }) => {
    if (samePixels(pixels, ours)) return true;
    console.log(`  ${name}: other pixels for ${image.label}, not compared`);
    return false;
  });
}

/** @param natively  Times that are no peer's: their ratio is ours to theirs. */
function report(rows, image, what, names, times, byteCount, natively = []) {
  const peerTimes = times.slice(1);
  const fastest = peerTimes.length > 0 ? Math.min(...peerTimes) : undefined;
  names.forEach((name, i) => {
    const row = {
      what,
      image: image.label,
      size: `${image.columns}×${image.rows}×${image.bitsAllocated}`,
      syntax: syntaxName(image.transferSyntaxUid),
      by: name,
      msPerFrame: times[i],
      mbPerSecond: byteCount / 1e6 / (times[i] / 1e3),
      ratioToFastestPeer: fastest === undefined ? undefined : times[i] / fastest,
    };
    rows.push(row);
    console.log(line(row, row.ratioToFastestPeer));
  });
  for (const { name, ms } of natively) {
    const mbPerSecond = byteCount / 1e6 / (ms / 1e3);
    const row = { ...rows.at(-1), by: name, msPerFrame: ms, mbPerSecond, ratioToFastestPeer: undefined, oursToThis: times[0] / ms };
    rows.push(row);
    console.log(`${line(row, undefined)} ours ${row.oursToThis.toFixed(2)}`);
  }
}

const line = ({ what, image, size, syntax, by, msPerFrame, mbPerSecond }, ratio) =>
  [
    what.padEnd(7),
    image.slice(0, 34).padEnd(34),
    size.padEnd(13),
    syntax.padEnd(22),
    by.padEnd(26),
    msPerFrame.toFixed(2).padStart(9),
    mbPerSecond.toFixed(0).padStart(7),
    (ratio?.toFixed(2) ?? '').padStart(6),
  ].join(' ');

/** @param nativesProgram  Undefined for none. */
function decodeBench(rows, core, peers, images, rounds, nativesProgram) {
  for (const image of images) {
    const natively = nativesProgram === undefined ? [] : nativeDecodes(nativesProgram, image.path, rounds);
    const timed = decodeTimes(core, peers, image, rounds, (text) => console.log(`  ${text}`));
    if (!timed) continue;
    const { names, times, pixels } = timed;
    report(rows, image, 'decode', names, times, pixels.byteLength, agreeingNatives(natively, image, pixels));
  }
}

function renderBench(rows, core, images, rounds) {
  for (const image of images) {
    if (image.codestream || image.samplesPerPixel !== 1) continue;
    const { pixels } = core.decodeFrame(image.bytes);
    const window = image.label.includes('CT')
      ? { center: -600, width: 1500 }
      : { center: 2 ** (image.bitsStored - 1), width: 2 ** image.bitsStored };
    const ours = core.renderFrame(image.bytes, 1, { window });
    const difference = largestDifference(ours.pixels, renderInJavaScript(image, pixels, window));
    if (difference > 1) fail(`pictures of ${image.label} differ by ${difference} gray levels`, 1);
    const runs = [
      () => core.renderFrame(image.bytes, 1, { window }),
      () => renderInJavaScript(image, core.decodeFrame(image.bytes).pixels, window),
    ];
    const names = ['overread-core', 'decode + JavaScript loop'];
    report(rows, image, 'render', names, measure(runs, { rounds }), pixels.byteLength);
  }
}

/** Names and pinned versions of the others, as they are installed. */
function versionsOfOthers() {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  return Object.entries(dependencies).map(([name, version]) => `${name} ${version}`).join(', ');
}

const { parts, rounds, only, json, markdown, data, 'without-natives': isWithoutNatives } = options();
const core = await loadOurCore();
const needsImages = parts.some((part) => ['decode', 'browser', 'headers', 'render'].includes(part));
const images = needsImages ? [...(await phantomImages(core, commandLine, inputs, only)), ...realImages(data, only)] : [];
if (needsImages && images.length === 0) fail(`no image has ${only} in its name or syntax`, 2);
const versions = `overread-core ${core.version}, Node ${process.version}, ${images.length} files; ${versionsOfOthers()}`;
console.log(versions);
if (needsImages) {
  console.log('what    image, size, syntax, by, ms a frame, MB/s of pixels, ratio to the fastest peer; ours to a native one');
}
const rows = [];
if (parts.includes('decode')) {
  decodeBench(rows, core, await loadPeers(), images, rounds, isWithoutNatives ? undefined : natives);
}
if (parts.includes('browser')) {
  const { browserBench } = await import('./browser.mjs');
  await browserBench(images, rounds, (image, { names, times, byteCount }) => report(rows, image, 'browser', names, times, byteCount));
}
if (parts.includes('headers')) headerBench(rows, core, images, rounds);
if (parts.includes('render')) renderBench(rows, core, images, rounds);
if (parts.includes('start')) {
  const { startBench } = await import('./start.mjs');
  await startBench(rows, rounds);
}
if (parts.includes('series')) {
  const { seriesBench } = await import('./series.mjs');
  await seriesBench(rows, core, { commandLine, inputs, rounds, only });
}
if (markdown) writeFileSync(markdown, resultsPage(rows, versions));
if (json) writeFileSync(json, `${JSON.stringify(rows, null, 1)}\n`);
process.exit(0);
