// A thousand headers as a viewer wants them when a folder is dropped: what a file is, where it belongs,
// how its pixels are read. Each reader is handed the beginning of the file, as from a read by range.
import { createRequire } from 'node:module';
import { measure } from './measure.mjs';
import { syntax } from './syntaxes.mjs';

const dicomParser = createRequire(import.meta.url)('dicom-parser');

const headerCount = 1000;
/** What the application reads of a file first. */
const range = 128 * 1024;

/** What viewers over dicom-parser look up to sort a series and to show it. */
const texts = [
  'x00020010', 'x00080016', 'x00080018', 'x00080020', 'x00080060', 'x0008103e', 'x00100010', 'x00100020',
  'x0020000d', 'x0020000e', 'x00200011', 'x00200013', 'x00200032', 'x00200037', 'x00200052', 'x00280004',
  'x00280008', 'x00280030', 'x00281050', 'x00281051', 'x00281052', 'x00281053',
];
const numbers = ['x00280002', 'x00280010', 'x00280011', 'x00280100', 'x00280101', 'x00280102', 'x00280103'];

function parsed(bytes) {
  const data = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' });
  return [...texts.map((tag) => data.string(tag)), ...numbers.map((tag) => data.uint16(tag))];
}

/** @returns milliseconds a thousand headers: ours, dicom-parser's. */
export function headerBench(rows, core, images, rounds) {
  const files = images
    // Of a deflated file the beginning alone says nothing.
    .filter(({ bytes, transferSyntaxUid }) => bytes.length > 0 && transferSyntaxUid !== syntax.deflated)
    .map(({ bytes }) => ({ head: bytes.slice(0, range), size: bytes.length }));
  const thousand = Array.from({ length: headerCount }, (_, i) => files[i % files.length]);
  const ours = () =>
    thousand.forEach(({ head, size }) => core.module.call('instance_header', { fileBytes: size }, [head]));
  const theirs = () => thousand.forEach(({ head }) => parsed(head));
  const [mine, parser] = measure([ours, theirs], { rounds });
  for (const [by, ms] of [['overread-core', mine], ['dicom-parser', parser]]) {
    rows.push({ what: 'headers', by, msPerThousand: ms, ratioToFastestPeer: ms / parser });
    console.log(`headers 1,000 of ${files.length} files, ${by.padEnd(26)} ${ms.toFixed(0).padStart(6)} ms ${(ms / parser).toFixed(2)}`);
  }
}
