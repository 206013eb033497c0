// What was measured as a page of the documentation; parts that did not run are left out.
import { cpus } from 'node:os';

const ratio = (value) => (value === undefined ? '' : value.toFixed(2));

const table = (head, lines) => [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);

/** One line an image: our time, each other's, and the ratios to the fastest peer and to the native ones. */
function decoding(rows) {
  const images = new Map();
  for (const row of rows) {
    const key = `${row.image} ${row.syntax}`;
    images.set(key, [...(images.get(key) ?? []), row]);
  }
  const line = (all) => {
    const [ours, ...others] = all;
    const peers = others.filter(({ oursToThis }) => oursToThis === undefined);
    const natives = others.filter(({ oursToThis }) => oursToThis !== undefined);
    const fastest = Math.min(...peers.map(({ msPerFrame }) => msPerFrame));
    const named = (list, text) => list.map((row) => `${row.by.replace('native ', '')} ${text(row)}`).join('<br>');
    return [
      ours.image,
      ours.size,
      ours.syntax,
      ours.msPerFrame.toFixed(2),
      ours.mbPerSecond.toFixed(0),
      named(peers, (row) => row.msPerFrame.toFixed(2)),
      peers.length > 0 ? ratio(ours.msPerFrame / fastest) : '',
      named(natives, (row) => row.msPerFrame.toFixed(2)),
      natives.map((row) => ratio(row.oursToThis)).join('<br>'),
    ];
  };
  const head = ['file', 'size', 'syntax', 'ours, ms', 'MB/s', 'peers, ms', 'ours : fastest peer', 'native, ms', 'ours : native'];
  return table(head, [...images.values()].map(line));
}

function headers(rows) {
  return table(
    ['by', 'ms', 'ratio'],
    rows.map(({ by, msPerThousand, ratioToFastestPeer }) => [by, msPerThousand.toFixed(0), ratio(ratioToFastestPeer)]),
  );
}

const mb = (bytes) => (bytes / 1e6).toFixed(0);

/** One line a viewer and syntax. */
function series(rows) {
  const head = ['syntax', 'by', 'first picture, ms', ': best peer', 'all decoded, ms', ': best peer', 'renderer at its peak, MB', 'over the empty page', ': pixels', 'GPU process, MB', 'over the empty page'];
  const line = (row) => [
    row.syntax,
    row.by,
    row.pictureMs.toFixed(0),
    ratio(row.pictureToBestPeer),
    row.readyMs.toFixed(0),
    ratio(row.readyToBestPeer),
    mb(row.rendererBytes),
    mb(row.rendererGrownBytes),
    ratio(row.ofDecoded),
    mb(row.gpuBytes),
    mb(row.gpuGrownBytes),
  ];
  return table(head, rows.map(line));
}

const sections = [
  { what: 'decode', title: 'Decoding in Node, one thread, beside native libraries', lines: decoding },
  { what: 'browser', title: 'Decoding in a worker of Chromium', lines: decoding },
  { what: 'headers', title: 'A thousand headers, from the first 128 KB of each file', lines: headers },
  { what: 'series', title: 'A chest CT of 300 slices of 512×512×16, files handed over to a warm page', lines: series },
];

/** @param versions  What ran, in words. */
export function resultsPage(rows, versions) {
  const written = sections.flatMap(({ what, title, lines }) => {
    const own = rows.filter((row) => row.what === what);
    return own.length === 0 ? [] : [`## ${title}`, '', ...lines(own), ''];
  });
  return `${[
    '# Beside others, measured',
    '',
    'Written by `./overread bench decode browser headers series --markdown tests/bench/RESULTS.md`; how, and why a ratio is what it is, stands in [README.md](README.md).',
    '',
    `${versions}; ${cpus().length} cores of ${cpus()[0].model}. Ratios below 1: ours is quicker.`,
    '',
    ...written,
  ].join('\n')}`;
}
