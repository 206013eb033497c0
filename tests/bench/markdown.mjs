// The rows of decoding and headers as a page of the documentation.
import { cpus } from 'node:os';

const ratio = (value) => (value === undefined ? '' : value.toFixed(2));

/** One line an image: our time, each other's, and the ratios to the fastest peer and to the native ones. */
function decoding(rows) {
  const images = new Map();
  for (const row of rows.filter(({ what }) => what === 'decode')) {
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
  return [head, head.map(() => '---'), ...[...images.values()].map(line)].map((cells) => `| ${cells.join(' | ')} |`);
}

function headers(rows) {
  return rows
    .filter(({ what }) => what === 'headers')
    .map(({ by, msPerThousand, ratioToFastestPeer }) => `| ${by} | ${msPerThousand.toFixed(0)} | ${ratio(ratioToFastestPeer)} |`);
}

/** @param versions  What ran, in words. */
export function resultsPage(rows, versions) {
  return `${[
    '# Decoding beside others, measured',
    '',
    'Written by `./overread bench decode headers --markdown tests/bench/RESULTS.md`; how, and why a ratio is what it is, stands in [README.md](README.md).',
    '',
    `${versions}; one core of ${cpus()[0].model}. Ratios below 1: ours is quicker.`,
    '',
    ...decoding(rows),
    '',
    'A thousand headers, from the first 128 KB of each file:',
    '',
    '| by | ms | ratio |',
    '| --- | --- | --- |',
    ...headers(rows),
    '',
  ].join('\n')}`;
}
