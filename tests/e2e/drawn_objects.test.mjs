/** Segmentations and structures drawn over their image: which pixels have which color, hidden, thinned out. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { coloredPlaces, seePixels } from './image_on_screen.mjs';
import { classes, el, explicitLittle, gray12, identity, plane, written } from './instances.mjs';

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const timeout = 400_000;
const [columns, rows] = [64, 48];
const size = [columns, rows];
const imageUid = '1.2.3.91.1.1';

function place(series, modality, sopClass) {
  return {
    patient: { name: 'Phantom^Drawn over', id: 'D' },
    study: { uid: '1.2.3.91', date: '20260101', description: 'Study' },
    series: { uid: `1.2.3.91.${series}`, number: series, description: modality },
    uid: `1.2.3.91.${series}.1`,
    ...{ modality, sopClass },
  };
}

/** Black all over. The middle of its first pixel is at -100, -100 mm and pixels are 0.8 mm apart: `plane(1)`. */
const [corner, spacing] = [-100, 0.8];
function image() {
  return written(
    {
      ...identity(place(1, 'MR')),
      ...plane(1),
      ...gray12(rows, columns, new Uint16Array(rows * columns)),
    },
    explicitLittle,
    'dcmjs',
  );
}

const meant = el('SQ', { '00081150': el('UI', classes.MR), '00081155': el('UI', imageUid) });
const concept = (meaning) => el('SQ', { '00080100': el('SH', '1'), '00080102': el('SH', '99TEST'), '00080104': el('LO', meaning) });

/** The primaries of sRGB in CIELab under D50, in words by PS3.3 C.10.7.1.1. */
const lab = {
  red: [35579, 53664, 50858], // 54.29, 80.81, 69.89
  green: [57553, 12524, 53710], // 87.82, -79.27, 80.99
  blue: [19379, 50449, 4104], // 29.57, 68.30, -112.03
};

function segment(number, name, color) {
  return {
    '00620003': concept('Tissue'),
    '00620004': el('US', number),
    '00620005': el('LO', name),
    '00620008': el('CS', 'MANUAL'),
    '0062000D': el('US', ...lab[color]),
    '0062000F': concept(name),
  };
}

/** A segmentation of one frame; `grid` is where it lies: its size, the middle of its first pixel, its spacing in mm. */
function segmentation(where, type, bits, grid, segments, pixels) {
  const frame = {
    '00089124': el('SQ', { '00082112': meant }),
    '00209113': el('SQ', { '00200032': el('DS', ...grid.first, 3) }),
    ...(type === 'BINARY' ? { '0062000A': el('SQ', { '0062000B': el('US', 1) }) } : {}),
  };
  const dict = {
    ...identity(where),
    '00080008': el('CS', 'DERIVED', 'PRIMARY'),
    '00200052': plane(1)['00200052'],
    '00280002': el('US', 1),
    '00280004': el('CS', 'MONOCHROME2'),
    '00280008': el('IS', 1),
    '00280010': el('US', grid.rows),
    '00280011': el('US', grid.columns),
    '00280100': el('US', bits),
    '00280101': el('US', bits),
    '00280102': el('US', bits - 1),
    '00280103': el('US', 0),
    '00620001': el('CS', type),
    '00620002': el('SQ', ...segments),
    '52009229': el('SQ', {
      '00209116': el('SQ', { '00200037': el('DS', 1, 0, 0, 0, 1, 0) }),
      '00289110': el('SQ', { '00180050': el('DS', 3), '00280030': el('DS', grid.spacing, grid.spacing) }),
    }),
    '52009230': el('SQ', frame),
    '7FE00010': el('OB', pixels.buffer),
  };
  return written(dict, explicitLittle, 'dcmjs');
}

/**
 * Pixels twice as wide as the image's, each over two by two of them: its columns 4 to 11 are 8 to 23 of the image, its
 * rows 3 to 8 are 6 to 17. The least significant bit of a byte is the first pixel, PS3.5 8.2.
 */
const binaryUid = '1.2.3.91.2.1';
function binary() {
  const grid = { columns: 32, rows: 24, first: [corner + spacing / 2, corner + spacing / 2], spacing: 2 * spacing };
  const bits = new Uint8Array((grid.columns * grid.rows) / 8);
  for (let row = 3; row <= 8; ++row) {
    for (let column = 4; column <= 11; ++column) {
      const at = row * grid.columns + column;
      bits[at >> 3] |= 1 << (at & 7);
    }
  }
  return segmentation(place(2, 'SEG', classes.SEG), 'BINARY', 1, grid, [segment(1, 'Block', 'red')], bits);
}

/** Begins at column 40 and row 4 of the image, on its grid: 10 columns of 1, then 10 of 2, both 10 rows high. */
const labelMapUid = '1.2.3.91.3.1';
function labelMap() {
  const grid = { columns: 20, rows: 10, first: [corner + 40 * spacing, corner + 4 * spacing], spacing };
  const values = new Uint8Array(grid.columns * grid.rows).map((_, at) => (at % grid.columns < 10 ? 1 : 2));
  const segments = [segment(1, 'Left half', 'green'), segment(2, 'Right half', 'blue')];
  return segmentation(place(3, 'SEG', '1.2.840.10008.5.1.4.1.1.66.7'), 'LABELMAP', 8, grid, segments, values);
}

/** A closed line through the middles of these pixels. */
const structureUid = '1.2.3.91.4.1';
const outline = [[8, 28], [24, 28], [24, 40], [8, 40]];
function structures() {
  const points = outline.flatMap(([column, row]) => [corner + column * spacing, corner + row * spacing, 3]);
  const dict = {
    ...identity(place(4, 'RTSTRUCT', '1.2.840.10008.5.1.4.1.1.481.3')),
    '30060002': el('SH', 'DRAWN'),
    '30060020': el('SQ', {
      '30060022': el('IS', 7),
      '30060024': plane(1)['00200052'],
      '30060026': el('LO', 'Target'),
      '30060036': el('CS', 'MANUAL'),
    }),
    '30060039': el('SQ', {
      '3006002A': el('IS', 255, 0, 255),
      '30060040': el('SQ', {
        '30060016': meant,
        '30060042': el('CS', 'CLOSED_PLANAR'),
        '30060046': el('IS', outline.length),
        '30060050': el('DS', ...points.map((value) => Number(value.toFixed(3)))),
      }),
      '30060084': el('IS', 7),
    }),
    '30060080': el('SQ', { '30060082': el('IS', 1), '30060084': el('IS', 7), '300600A4': el('CS', 'ORGAN') }),
  };
  return written(dict, explicitLittle, 'dcmjs');
}

/** The overlay covers three tenths at first: 0.3 · 255 over black. */
const thin = 77;
const inBlock = [[10, 8], [22, 8], [10, 16], [22, 16], [16, 12]];
const inLeft = [[41, 5], [48, 12], [45, 8]];
const inRight = [[51, 5], [58, 12], [55, 8]];
const outside = [[6, 12], [25, 12], [16, 4], [16, 19], [38, 8], [61, 8], [45, 2], [45, 15], [16, 34], [40, 34], [2, 2], [2, 45]];
const painted = (places, color) => places.map((at) => [at, color]);

/** Places on the outline, and others off it; pixels' middles are half a pixel from their corners. */
const onOutline = [[16, 28], [24, 34], [16, 40], [8, 34], [11, 28], [24, 38]].map(([column, row]) => [column + 0.5, row + 0.5]);
const offOutline = [[16, 34], [16, 26], [26, 34], [16, 42], [6, 34]].map(([column, row]) => [column + 0.5, row + 0.5]);

describe('objects over the image that they are of', () => {
  let application;
  const switchOf = (uid, number) => `viewport.1.legend.${uid}.${number}`;
  const press = (uid, number) => application.press(switchOf(uid, number));
  const see = (...wanted) => seePixels(application, wanted.flat(), size);
  const drawnLines = () => coloredPlaces(application, [...onOutline, ...offOutline], size);

  before(async () => {
    application = await Application.open(browser, server.address);
    await application.drop([
      { name: 'image.dcm', bytes: image() },
      { name: 'binary.dcm', bytes: binary() },
      { name: 'label-map.dcm', bytes: labelMap() },
      { name: 'structures.dcm', bytes: structures() },
    ]);
    await application.has(switchOf(binaryUid, 1));
    await application.has(switchOf(labelMapUid, 2));
    await application.has(switchOf(structureUid, 7));
  });
  after(() => application?.close());

  test('a binary segmentation covers the pixels that its own, coarser grid says', { timeout }, async () => {
    await see(painted(inBlock, [thin, 0, 0]), painted(outside, 0));
  });

  test('each value of a label map has its color, where the map lies', { timeout }, async () => {
    await see(painted(inLeft, [0, thin, 0]), painted(inRight, [0, 0, thin]));
  });

  test('a structure is a line through its points, with nothing inside', { timeout }, async () => {
    assert.deepEqual(await drawnLines(), onOutline);
    await application.screenshot('drawn-objects');
  });

  test('one that is hidden in the legend is gone, and the others stay', { timeout }, async () => {
    await press(binaryUid, 1);
    await see(painted([...inBlock, ...outside], 0), painted(inLeft, [0, thin, 0]), painted(inRight, [0, 0, thin]));
    await press(labelMapUid, 2);
    await see(painted([...inBlock, ...inRight], 0), painted(inLeft, [0, thin, 0]));
    assert.deepEqual(await drawnLines(), onOutline);
    await press(structureUid, 7);
    await see(painted(inLeft, [0, thin, 0]), painted(onOutline.map(([column, row]) => [column - 0.5, row - 0.5]), 0));
    assert.deepEqual(await drawnLines(), []);
    await application.screenshot('drawn-objects-hidden');
  });

  test('is there again when it is shown', { timeout }, async () => {
    await press(binaryUid, 1);
    await press(labelMapUid, 2);
    await press(structureUid, 7);
    await see(painted(inBlock, [thin, 0, 0]), painted(inLeft, [0, thin, 0]), painted(inRight, [0, 0, thin]), painted(outside, 0));
    assert.deepEqual(await drawnLines(), onOutline);
  });

  test('covers as much as the slider says, from nothing to all', { timeout }, async () => {
    const slide = (value) =>
      application.page.evaluate((wanted) => {
        const slider = document.getElementById('mirror.viewport.1.legend.opacity');
        slider.value = String(wanted);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        slider.dispatchEvent(new Event('change', { bubbles: true }));
      }, value);
    await application.has('viewport.1.legend.opacity');
    // 0.6 · 255.
    await slide(0.6);
    await see(painted(inBlock, [153, 0, 0]), painted(inLeft, [0, 153, 0]), painted(inRight, [0, 0, 153]), painted(outside, 0));
    await application.screenshot('drawn-objects-opaque');
    await slide(0);
    await see(painted([...inBlock, ...inLeft, ...inRight], 0));
    // A line is no filling.
    assert.deepEqual(await drawnLines(), onOutline);
    await application.assertQuiet();
  });
});
