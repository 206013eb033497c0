// A chest CT of 300 slices as files: the phantom's slices up, down and up again, each in a place of its own.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressed } from './compressions.mjs';
import { imageOf } from './image.mjs';
import { phantomFiles } from './images.mjs';

export const sliceCount = 300;

/** 0, 1 … n-1, n-1 … 1, 0, 0, 1 … */
const mirrored = (place, count) => {
  const within = place % (2 * count);
  return within < count ? within : 2 * count - 1 - within;
};

const replaced = (dict, tag, value) => {
  dict[tag] = { vr: dict[tag].vr, Value: [value].flat() };
};

/** The data set as another instance, at another height. */
function instance(file, { study, number, z }) {
  const { dict, meta } = file;
  const [x, y] = dict['00200032'].Value;
  const uid = `${study}.1.${number}`;
  meta['00020003'] = { vr: 'UI', Value: [uid] };
  replaced(dict, '00080018', uid);
  replaced(dict, '0020000D', study);
  replaced(dict, '0020000E', `${study}.1`);
  replaced(dict, '00200013', number);
  replaced(dict, '00200032', [x, y, z]);
  if (dict['00201041'] !== undefined) replaced(dict, '00201041', z);
  return file;
}

const heightOf = (core, bytes) => core.readDataset(bytes).dict['00200032'].Value[2];

/** The phantom's slices from the feet up, as files in a syntax. */
async function slices(core, commandLine, inputs, transferSyntaxUid) {
  const files = phantomFiles(commandLine, inputs, 'chest-ct').map((path) => new Uint8Array(readFileSync(path)));
  files.sort((a, b) => heightOf(core, a) - heightOf(core, b));
  const made = [];
  for (const bytes of files) made.push(await compressed(core, imageOf('slice', bytes), transferSyntaxUid));
  return made;
}

/**
 * Files of the series and of another with one slice, to warm up with; made on the first call.
 *
 * @returns `paths` from the feet up, `other`, `middles` (the stored value in the middle of each slice), and
 *     `decodedBytes` of all slices together.
 */
export async function seriesFiles(core, commandLine, inputs, transferSyntaxUid) {
  const folder = join(inputs, `series-${transferSyntaxUid}`);
  const paths = Array.from({ length: sliceCount }, (_, place) => join(folder, `IM${String(place + 1).padStart(4, '0')}.dcm`));
  const other = join(folder, 'other.dcm');
  const about = join(folder, 'about.json');
  if (!existsSync(about)) {
    mkdirSync(folder, { recursive: true });
    const phantom = await slices(core, commandLine, inputs, transferSyntaxUid);
    const [bottom, next] = phantom.map((bytes) => heightOf(core, bytes));
    const frames = phantom.map((bytes) => core.decodeFrame(bytes));
    const write = (path, slice, as) => writeFileSync(path, core.writeDataset(instance(core.readDataset(phantom[slice]), as)));
    write(other, 0, { study: '1.2.3.301', number: 1, z: bottom });
    const middles = paths.map((path, place) => {
      const slice = mirrored(place, phantom.length);
      write(path, slice, { study: '1.2.3.300', number: place + 1, z: bottom + place * (next - bottom) });
      const { rows, columns, pixels } = frames[slice];
      return pixels[(rows / 2) * columns + columns / 2];
    });
    writeFileSync(about, JSON.stringify({ middles, decodedBytes: sliceCount * frames[0].pixels.byteLength }));
  }
  return { paths, other, ...JSON.parse(readFileSync(about, 'utf8')) };
}
