// bench.mjs [decode|headers|render|start] [--rounds N] [--json FILE] [--markdown FILE] [--data FOLDER]
// Decoding, reading headers and rendering of overread-core beside other libraries: same files, same run, one
// thread, Node; pixels are compared before anything is timed. Then the start of the application in Chromium.
// Only ratios within one run mean something.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { headerBench } from './headers.mjs';
import { phantomImages, realImages } from './images.mjs';
import { resultsPage } from './markdown.mjs';
import { measure } from './measure.mjs';
import { nativeDecodes } from './natives.mjs';
import { loadPeers, peerVersions, syntaxNames } from './peers.mjs';
import { largestDifference, renderInJavaScript } from './render.mjs';

const sourceTree = new URL('../../', import.meta.url);
const corePackage = new URL('build/web/core/', sourceTree);
const commandLine = fileURLToPath(new URL('build/web/cli/overread.mjs', sourceTree));
const inputs = fileURLToPath(new URL('build/bench/', sourceTree));
const natives = fileURLToPath(new URL('build/bench-natives', sourceTree));
const usage = 'overread bench [decode|headers|render|start] [--rounds N] [--json FILE] [--markdown FILE] [--data FOLDER]';

const bytesOf = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const same = (a, b) => a.length === b.length && Buffer.compare(bytesOf(a), bytesOf(b)) === 0;

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
        json: { type: 'string' },
        markdown: { type: 'string' },
        data: {
          type: 'string',
          default: process.env.OVERREAD_SHARED_DATA ?? fileURLToPath(new URL('../shared/data', sourceTree)),
        },
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
  const known = ['decode', 'headers', 'render', 'start'];
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
  return loadCore({ wasmBinary: readFileSync(new URL('overread-core.wasm', corePackage)) });
}

/** Peers that give the same pixels; the others are named once. */
function agreeing(peers, image, ours) {
  return peers.filter((peer) => {
    if (!peer.syntaxes.has(image.transferSyntaxUid)) return false;
    try {
      if (same(bytesOf(peer.decode(image)), bytesOf(ours))) return true;
      console.log(`  ${peer.name}: other pixels for ${image.label}, not timed`);
    } catch (error) {
      console.log(`  ${peer.name}: cannot decode ${image.label} (${error.message ?? error})`);
    }
    return false;
  });
}

/** Native libraries that give the same pixels, and their times. */
function agreeingNatives(image, ours, rounds) {
  return nativeDecodes(natives, image.path, rounds).filter(({ name, pixels }) => {
    if (same(bytesOf(pixels), bytesOf(ours))) return true;
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
      syntax: syntaxNames[image.transferSyntaxUid] ?? 'uncompressed',
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
    what.padEnd(6),
    image.slice(0, 34).padEnd(34),
    size.padEnd(13),
    syntax.padEnd(22),
    by.padEnd(26),
    msPerFrame.toFixed(2).padStart(9),
    mbPerSecond.toFixed(0).padStart(7),
    (ratio?.toFixed(2) ?? '').padStart(6),
  ].join(' ');

function decodeBench(rows, core, peers, images, rounds) {
  for (const image of images) {
    if (!image.codestream) continue;
    let frame;
    try {
      frame = core.decodeFrame(image.bytes);
    } catch (error) {
      console.log(`  overread-core: cannot decode ${image.label} (${error.message})`);
      continue;
    }
    const others = agreeing(peers, image, frame.pixels);
    const runs = [
      () => core.decodeFrame(image.bytes),
      ...others.map((peer) => () => peer.decode(image)),
    ];
    const names = ['overread-core', ...others.map(({ name }) => name)];
    const natively = agreeingNatives(image, frame.pixels, rounds);
    report(rows, image, 'decode', names, measure(runs, { rounds }), frame.pixels.byteLength, natively);
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

const { parts, rounds, json, markdown, data } = options();
const core = await loadOurCore();
const images = [...(await phantomImages(core, commandLine, inputs)), ...realImages(data)];
const versions = `overread-core ${core.version}, Node ${process.version}, ${images.length} files; ${peerVersions()}`;
console.log(versions);
console.log('what   image, size, syntax, by, ms a frame, MB/s of pixels, ratio to the fastest peer; ours to a native one');
const rows = [];
if (parts.includes('decode')) decodeBench(rows, core, await loadPeers(), images, rounds);
if (parts.includes('headers')) headerBench(rows, core, images, rounds);
if (parts.includes('render')) renderBench(rows, core, images, rounds);
if (parts.includes('start')) {
  const { startBench } = await import('./start.mjs');
  await startBench(rows, rounds);
}
if (markdown) writeFileSync(markdown, resultsPage(rows, versions));
if (json) writeFileSync(json, `${JSON.stringify(rows, null, 1)}\n`);
process.exit(0);
