/** A folder as it comes together over years: 900 files that are whole, of many modalities, sizes and syntaxes. */
import { deflateSync } from 'node:zlib';
import { webRequire } from '../web/source.mjs';
import {
  classes, deflated, el, explicitBig, explicitLittle, identity, implicitLittle, jpegBaseline, picture, plane, randomOf, rle, written,
} from './instances.mjs';

const { zipSync } = webRequire('fflate');

export const wholeCount = 900;

const names = [
  'Иванова^Мария Сергеевна', 'Müller^Jürgen', 'Phantom^One', 'Phantom^Two', 'Nguyễn^Thị Hoa', "O'Neill^Patrick",
  'A name that is longer than any list is wide^And goes on', 'Phantom^Eight', 'Phantom^Nine', 'Phantom^Ten',
];

function crc(bytes) {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; ++bit) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, check]);
}

/** A gray PNG; `claimed` columns and rows are what its header says. */
export function png(random, columns, rows, claimed = [columns, rows]) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claimed[0], 0);
  header.writeUInt32BE(claimed[1], 4);
  header[8] = 8;
  const offset = random.between(0, 256);
  const lines = Buffer.alloc(rows * (columns + 1));
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) lines[row * (columns + 1) + 1 + column] = (offset + 3 * row + 2 * column) % 256;
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [signature, chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat(parts));
}

const concept = (meaning) => el('SQ', { '00080100': el('SH', '1'), '00080102': el('SH', '99TEST'), '00080104': el('LO', meaning) });

function reportItems(line) {
  return [
    { '0040A010': el('CS', 'CONTAINS'), '0040A040': el('CS', 'TEXT'), '0040A043': concept('Finding'), '0040A160': el('UT', line) },
    {
      '00081199': el('SQ', { '00081150': el('UI', classes.CT), '00081155': el('UI', '1.2.3.9.1.1.1') }),
      '0040A010': el('CS', 'CONTAINS'),
      '0040A040': el('CS', 'IMAGE'),
    },
  ];
}

/** A Basic Text SR. */
export function report(place, line) {
  const dict = {
    ...identity({ ...place, modality: 'SR' }),
    '0040A040': el('CS', 'CONTAINER'),
    '0040A043': concept('Radiology Report'),
    '0040A730': el('SQ', ...reportItems(line)),
  };
  return { bytes: written(dict, explicitLittle, 'core'), uid: place.uid, studyUid: place.study.uid, isObject: true };
}

/** A binary segmentation of one segment on the frames of `pictures`, PS3.3 A.51. */
export function segmentation(place, pictures) {
  const [{ image }] = pictures;
  const bits = new Uint8Array((image.rows * image.columns * pictures.length) / 8);
  bits.fill(0x3c);
  const frames = pictures.map(({ uid, number }) => ({
    '00089124': el('SQ', { '00082112': el('SQ', { '00081150': el('UI', classes.CT), '00081155': el('UI', uid) }) }),
    '00209113': el('SQ', { '00200032': plane(number)['00200032'] }),
    '0062000A': el('SQ', { '0062000B': el('US', 1) }),
  }));
  const shared = {
    '00209116': el('SQ', { '00200037': el('DS', 1, 0, 0, 0, 1, 0) }),
    '00289110': el('SQ', { '00180050': el('DS', 3), '00280030': el('DS', 0.8, 0.8) }),
  };
  const dict = {
    ...identity({ ...place, modality: 'SEG' }),
    '00080008': el('CS', 'DERIVED', 'PRIMARY'),
    '00200052': plane(1)['00200052'],
    '00280002': el('US', 1),
    '00280004': el('CS', 'MONOCHROME2'),
    '00280008': el('IS', pictures.length),
    '00280010': el('US', image.rows),
    '00280011': el('US', image.columns),
    '00280100': el('US', 1),
    '00280101': el('US', 1),
    '00280102': el('US', 0),
    '00280103': el('US', 0),
    '00620001': el('CS', 'BINARY'),
    '00620002': el('SQ', {
      '00620003': concept('Tissue'),
      '00620004': el('US', 1),
      '00620005': el('LO', 'Lung'),
      '00620008': el('CS', 'MANUAL'),
      '0062000F': concept('Lung'),
    }),
    '52009229': el('SQ', shared),
    '52009230': el('SQ', ...frames),
    '7FE00010': el('OB', bits.buffer),
  };
  return { bytes: written(dict, explicitLittle, 'core'), uid: place.uid, studyUid: place.study.uid, isObject: true };
}

function palette(random) {
  const table = () => new Uint16Array(256).map((_, index) => ((index * 251 + random.between(0, 999)) % 65536)).buffer;
  const descriptor = el('US', 256, 0, 16);
  return {
    '00281101': descriptor, '00281102': descriptor, '00281103': descriptor,
    '00281201': el('OW', table()), '00281202': el('OW', table()), '00281203': el('OW', table()),
  };
}

/** What a series is made of, by its name: `of(number)` are the options of a picture. */
function kindsOf(random, jpegs) {
  const ct = (syntax, writer) => (number) => ({
    syntax, writer, signed: true, more: { ...plane(number), '00281050': el('DS', 40), '00281051': el('DS', 2400), '00281052': el('DS', 0), '00281053': el('DS', 1) },
  });
  const mr = (columns, writer, syntax) => (number) => ({ syntax, writer, columns, rows: 48, more: plane(number, 1.2) });
  const echoes = (number) => ({
    columns: 80, more: { ...plane(Math.ceil(number / 2)), '00180081': el('DS', number % 2 === 0 ? 80 : 20), '00180086': el('IS', 1 + (number % 2)) },
  });
  const color = { samples: 3, bitsAllocated: 8, photometric: 'RGB' };
  const eight = { bitsAllocated: 8 };
  return {
    ct, mr, echoes,
    pet: (number) => ({ writer: 'dcmjs', syntax: implicitLittle, bitsStored: 16, more: { ...plane(number, 4), '00281052': el('DS', 0), '00281053': el('DS', 0.37), '00541001': el('CS', 'BQML') } }),
    ultrasound: () => ({ ...color, rows: 60, columns: 90, frameCount: 3 }),
    clip: () => ({ ...color, rows: 48, columns: 64, photometric: 'YBR_FULL_422', syntax: jpegBaseline, jpegs: Array.from({ length: 4 }, () => jpegs[random.between(0, jpegs.length)]) }),
    rleColor: () => ({ ...color, rows: 50, columns: 70, syntax: rle }),
    angiogram: () => ({ ...eight, frameCount: 12, rows: 96, columns: 96, writer: 'dcmjs' }),
    scintigram: () => ({ bitsStored: 16, frameCount: 10, rows: 32, columns: 32 }),
    mammogram: () => ({ photometric: 'MONOCHROME1', rows: 400, columns: 300, more: { '00181164': el('DS', 0.1, 0.1) } }),
    film: () => ({ bitsStored: 14, rows: 512, columns: 400, more: { '00181164': el('DS', 0.14, 0.14) } }),
    palette: () => ({ ...eight, photometric: 'PALETTE COLOR', more: palette(random) }),
    luma: () => ({ ...color, photometric: 'YBR_FULL' }),
    planar: () => ({ ...color, planar: 1, writer: 'dcmjs' }),
    negative: () => ({ ...eight, photometric: 'MONOCHROME1', rows: 70, columns: 45 }),
  };
}

/** Collects files; numbers studies, series and instances. */
class Folder {
  files = [];
  series = [];
  studyCount = 0;

  constructor(random) {
    this.random = random;
  }

  study(person, description) {
    const number = ++this.studyCount;
    const patient = { name: names[person % names.length], id: `P${person}` };
    return { patient, number, study: { uid: `1.2.3.${number}`, date: `20${10 + (number % 16)}0${1 + (number % 9)}12`, description }, seriesCount: 0 };
  }

  begin(study, modality, description, of) {
    const number = ++study.seriesCount;
    const series = { study, modality, of, path: `${study.patient.id}/ST${study.number}/SE${number}`, uid: `1.2.3.${study.number}.${number}`, description, number, count: 0 };
    this.series.push(series);
    return series;
  }

  /** Where the next instance of a series stands. */
  place({ study, ...series }, number) {
    return { patient: study.patient, study: study.study, series, modality: series.modality, number, uid: `${series.uid}.${number}` };
  }

  /** One more picture of a series, not yet in the folder. */
  next(series, changes = {}) {
    const number = ++series.count;
    const made = picture(this.random, { ...this.place(series, number), ...series.of(number), ...changes });
    return { ...made, number, path: `${series.path}/IM${String(number).padStart(4, '0')}${series.number % 2 === 0 ? '.dcm' : ''}` };
  }

  add(study, modality, description, count, of) {
    const series = this.begin(study, modality, description, of);
    const made = Array.from({ length: count }, () => this.next(series));
    for (const { path, bytes, ...instance } of made) this.files.push({ path, bytes, instances: [instance] });
    return { series, made };
  }
}

function addObjects(folder, kinds) {
  const study = folder.study(8, 'CT with what was said of it');
  const { made } = folder.add(study, 'CT', 'Abdomen', 20, kinds.ct(explicitLittle, 'core'));
  const reports = folder.begin(study, 'SR', 'Reports', undefined);
  for (let number = 1; number <= 6; ++number) {
    const { bytes, ...instance } = report(folder.place(reports, number), `Nothing of note, report ${number}`);
    folder.files.push({ path: `${reports.path}/SR${number}.dcm`, bytes, instances: [instance] });
  }
  const masks = folder.begin(study, 'SEG', 'Lungs', undefined);
  for (let number = 1; number <= 2; ++number) {
    const { bytes, ...instance } = segmentation(folder.place(masks, number), made.slice(0, 8));
    folder.files.push({ path: `${masks.path}/SEG${number}.dcm`, bytes, instances: [instance] });
  }
}

/** Archives with a series each, one of them inside another archive. */
function addArchives(folder, kinds) {
  for (let index = 1; index <= 6; ++index) {
    const study = folder.study(9, `Sent as an archive, ${index}`);
    const series = folder.begin(study, 'MR', 'Knee', kinds.mr(56, 'core', explicitLittle));
    const made = Array.from({ length: 8 }, () => folder.next(series));
    let bytes = zipSync(Object.fromEntries(made.map((each) => [each.path, each.bytes])));
    if (index === 6) bytes = zipSync({ 'inner.zip': bytes });
    folder.files.push({ path: `archives/disc${index}.zip`, bytes, instances: made.map(({ bytes: _bytes, path: _path, ...instance }) => instance) });
  }
}

/**
 * @param jpegs  Color JPEG files of 64 × 48.
 * @param extra  Files made elsewhere, to be among them.
 * @returns the folder: `files` with what is in each, and `series`, of which `next()` makes more.
 */
export function wholeFolder(seed, jpegs, extra) {
  const random = randomOf(seed);
  const folder = new Folder(random);
  const kinds = kindsOf(random, jpegs);
  const { ct, mr } = kinds;
  const first = folder.study(0, 'Thorax before');
  folder.add(first, 'CT', 'Thorax, explicit', 40, ct(explicitLittle, 'dcmjs'));
  folder.add(first, 'CT', 'Thorax, implicit', 40, ct(implicitLittle, 'core'));
  const second = folder.study(0, 'Thorax after');
  folder.add(second, 'CT', 'Thorax, big endian', 40, ct(explicitBig, 'core'));
  folder.add(second, 'CT', 'Thorax, deflated', 40, ct(deflated, 'core'));
  const head = folder.study(1, 'Head');
  folder.add(head, 'MR', 'Two echoes', 80, kinds.echoes);
  folder.add(head, 'MR', 'T2', 40, mr(72, 'dcmjs', explicitLittle));
  const rleStudy = folder.study(2, 'Abdomen');
  folder.add(rleStudy, 'CT', 'RLE', 30, ct(rle, 'core'));
  folder.add(rleStudy, 'CT', 'RLE of another writer', 30, ct(rle, 'dcmjs'));
  const nuclear = folder.study(3, 'PET');
  folder.add(nuclear, 'PT', 'Whole body', 40, kinds.pet);
  folder.add(nuclear, 'NM', 'Dynamic', 4, kinds.scintigram);
  const heart = folder.study(4, 'Heart');
  folder.add(heart, 'US', 'Color', 20, kinds.ultrasound);
  folder.add(heart, 'US', 'JPEG clips', 10, kinds.clip);
  folder.add(heart, 'US', 'RLE color', 10, kinds.rleColor);
  folder.add(heart, 'XA', 'Runs', 10, kinds.angiogram);
  const films = folder.study(5, 'Films');
  folder.add(films, 'MG', 'Mammograms', 4, kinds.mammogram);
  folder.add(films, 'DX', 'Chest', 2, kinds.film);
  folder.add(films, 'CR', 'Hand', 4, kinds.film);
  const other = folder.study(6, 'Captures');
  folder.add(other, 'OT', 'Palette', 10, kinds.palette);
  folder.add(other, 'OT', 'YBR_FULL', 10, kinds.luma);
  folder.add(other, 'OT', 'Planes', 10, kinds.planar);
  folder.add(other, 'OT', 'Negative', 10, kinds.negative);
  addObjects(folder, kinds);
  addArchives(folder, kinds);
  for (let index = 0; index < 15; ++index) {
    folder.files.push({ path: `pictures/screen${index}.png`, bytes: png(random, 40 + index, 30), picture: [30, 40 + index] });
    folder.files.push({ path: `pictures/photo${index}.jpg`, bytes: jpegs[index % jpegs.length], picture: [48, 64] });
  }
  folder.files.push(...extra);
  // The rest are short examinations of many people.
  for (let person = 10; folder.files.length < wholeCount; ++person) {
    folder.add(folder.study(person, 'Screening'), 'MR', 'Spine', Math.min(10, wholeCount - folder.files.length), mr(64, 'core', explicitLittle));
  }
  return folder;
}
