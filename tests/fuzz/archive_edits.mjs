/** Archives with something wrong in them: the seeds, edited where a reader looks. */
import { webRequire } from '../web/source.mjs';
import { archiveSeeds } from './archive_seeds.mjs';

const fc = webRequire('fast-check');

/** Records by their signatures, and where their fields begin and how long they are. APPNOTE.TXT 4.3. */
const records = {
  local: {
    signature: 0x04034b50,
    fields: {
      ...{ version: [4, 2], flags: [6, 2], method: [8, 2], crc: [14, 4], packed: [18, 4], size: [22, 4] },
      ...{ name: [26, 2], extra: [28, 2] },
    },
  },
  descriptor: { signature: 0x08074b50, fields: { crc: [4, 4], packed: [8, 4], size: [12, 4] } },
  central: {
    signature: 0x02014b50,
    fields: {
      ...{ version: [6, 2], flags: [8, 2], method: [10, 2], crc: [16, 4], packed: [20, 4], size: [24, 4] },
      ...{ name: [28, 2], extra: [30, 2], comment: [32, 2], disk: [34, 2], attributes: [38, 4], offset: [42, 4] },
    },
  },
  end: {
    signature: 0x06054b50,
    fields: {
      ...{ disk: [4, 2], directoryDisk: [6, 2], entriesHere: [8, 2], entries: [10, 2], size: [12, 4], offset: [16, 4] },
      ...{ comment: [20, 2] },
    },
  },
  end64: {
    signature: 0x06064b50,
    fields: { record: [4, 8], disk: [16, 4], entriesHere: [24, 8], entries: [32, 8], size: [40, 8], offset: [48, 8] },
  },
  locator64: { signature: 0x07064b50, fields: { disk: [4, 4], offset: [8, 8], disks: [16, 4] } },
};

function placesOf(bytes, signature) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const places = [];
  for (let at = 0; at + 4 <= bytes.length; ++at) if (view.getUint32(at, true) === signature) places.push(at);
  return places;
}

const joined = (...parts) => Uint8Array.from(Buffer.concat(parts));

/** What an edit does to bytes: places are fractions of what there is, so that edits fit whatever came before. */
const edits = {
  field(bytes, { field: [record, name], nth, value }) {
    const { signature, fields } = records[record];
    const places = placesOf(bytes, signature);
    const [start, size] = fields[name];
    const at = places[nth % places.length] + start;
    // Also false where there is no such record.
    if (!(at + size <= bytes.length)) return bytes;
    const changed = bytes.slice();
    for (let i = 0; i < size; ++i) changed[at + i] = Number((value >> BigInt(8 * i)) & 255n);
    return changed;
  },
  byte(bytes, { place, value }) {
    const changed = bytes.slice();
    changed[Math.floor(place * bytes.length)] = Number(value & 255n);
    return changed;
  },
  cut: (bytes, { place }) => bytes.slice(0, Math.floor(place * bytes.length)),
  behead: (bytes, { place }) => bytes.slice(Math.floor(place * bytes.length)),
  repeat(bytes, { place, length }) {
    const at = Math.floor(place * bytes.length);
    return joined(bytes.slice(0, at + length), bytes.slice(at));
  },
  remove(bytes, { place, length }) {
    const at = Math.floor(place * bytes.length);
    return joined(bytes.slice(0, at), bytes.slice(at + length));
  },
  append: (bytes, { other }) => joined(bytes, seeds[other]),
  insert(bytes, { place, other }) {
    const at = Math.floor(place * bytes.length);
    return joined(bytes.slice(0, at), seeds[other], bytes.slice(at));
  },
};

const seeds = await archiveSeeds();
const seedName = fc.constantFrom(...Object.keys(seeds));
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const length = fc.integer({ min: 1, max: 100 });
const field = fc.constantFrom(
  ...Object.entries(records).flatMap(([record, { fields }]) => Object.keys(fields).map((name) => [record, name])),
);
const nth = fc.nat(8);
/** Numbers at which fields change their meaning or their sign, offsets within a small archive, and any. */
const value = fc.oneof(
  fc.constantFrom(
    ...[0n, 1n, 8n, 9n, 12n, 99n, 0x7fffn, 0xffffn],
    ...[0x7fffffffn, 0x80000000n, 0xffffffffn, 2n ** 53n, 2n ** 64n - 1n],
  ),
  fc.bigInt({ min: 0n, max: 400n }),
  fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }),
);
const edit = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('field'), field, nth, value }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('byte'), place, value }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('cut', 'behead'), place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('repeat', 'remove'), place, length }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('append', 'insert'), place, other: seedName }) },
);

/** A seed with up to eight edits, as instructions that can be made smaller and printed. */
export const editedArchive = fc.record({ seed: seedName, edits: fc.array(edit, { maxLength: 8 }) });

/** The bytes of an {@link editedArchive}. */
export function archiveBytes({ seed, edits: instructions }) {
  return instructions.reduce((bytes, each) => edits[each.kind](bytes, each), seeds[seed]);
}
