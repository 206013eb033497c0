/** Grayscale Softcopy Presentation States, put on an image and taken off: what is painted, and what is said. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Application, startBrowser, startServer } from './application.mjs';
import { coloredPlaces, imageOnScreen, seePixels } from './image_on_screen.mjs';
import { classes, el, explicitLittle, gray12, identity, written } from './instances.mjs';

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
const patience = 60_000;
const [columns, rows] = [64, 48];
const imageUid = '1.2.3.90.1.1';

function place(uid, series, modality, sopClass) {
  return {
    patient: { name: 'Phantom^Presented', id: 'G' },
    study: { uid: '1.2.3.90', date: '20260101', description: 'Study' },
    series: { uid: `1.2.3.90.${series}`, number: series, description: 'Series' },
    ...{ uid, modality, sopClass },
  };
}

/** Four blocks of stored values, A B above C D, in a window of all 12 bits. */
const [a, b, c, d] = [1000, 2010, 3000, 4000];
function image() {
  const pixels = new Uint16Array(rows * columns);
  pixels.forEach((_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    const upper = row < rows / 2;
    pixels[at] = column < columns / 2 ? (upper ? a : c) : upper ? b : d;
  });
  return written(
    {
      ...identity(place(imageUid, 1, 'MR')),
      ...gray12(rows, columns, pixels),
    },
    explicitLittle,
    'dcmjs',
  );
}

/** PS3.3 C.11.2.1.2.1: ((x − 2047.5) / 4095 + 0.5) · 255. */
const own = { a: 62, b: 125, c: 187, d: 249 };
/** The same of 2x − 1000 with center 4000.5 and width 4001: ((2x − 5000) / 4000 + 0.5) · 255, within 0 and 255. */
const presented = { a: 0, b: 65, c: 191, d: 255 };

/** A state for the image, of all of it: rescaled, in a window of its own; `more` are further elements. */
function state(number, label, more = {}) {
  const uid = `1.2.3.90.2.${number}`;
  const dict = {
    ...identity({ ...place(uid, 2, 'PR', '1.2.840.10008.5.1.4.1.1.11.1'), number }),
    '00081115': el('SQ', {
      '00081140': el('SQ', { '00081150': el('UI', classes.MR), '00081155': el('UI', imageUid) }),
      '0020000E': el('UI', '1.2.3.90.1'),
    }),
    '00281052': el('DS', -1000),
    '00281053': el('DS', 2),
    '00281054': el('LO', 'US'),
    '00283110': el('SQ', { '00281050': el('DS', 4000.5), '00281051': el('DS', 4001) }),
    '0070005A': el('SQ', {
      '00700052': el('SL', 1, 1),
      '00700053': el('SL', columns, rows),
      '00700100': el('CS', 'SCALE TO FIT'),
      '00700101': el('DS', 1, 1),
    }),
    '00700080': el('CS', label),
    '00700082': el('DA', '20260102'),
    '00700084': el('PN', { Alphabetic: 'Reader^First' }),
    '20500020': el('CS', 'IDENTITY'),
    ...more,
  };
  return { uid, bytes: written(dict, explicitLittle, 'dcmjs') };
}

function graphic(type, points, filled) {
  return {
    '00700005': el('CS', 'PIXEL'),
    '00700020': el('US', 2),
    '00700021': el('US', points.length),
    '00700022': el('FL', ...points.flat()),
    '00700023': el('CS', type),
    '00700024': el('CS', filled ? 'Y' : 'N'),
  };
}

const words = 'Apex of the curve';
/** In pixels from the corner of the first one, PS3.3 C.10.5.1.2. */
const [textCorner, anchor, circleCenter, circleRadius] = [[8, 30], [56, 42], [48, 12], 6];
/** A filled rectangle in A, a circle in B, a text in C with a line to its anchor in D. */
const marks = {
  '00700001': el('SQ', {
    '00700002': el('CS', 'MARKS'),
    '00700008': el('SQ', {
      '00700003': el('CS', 'PIXEL'),
      '00700004': el('CS', 'PIXEL'),
      '00700006': el('ST', words),
      '00700010': el('FL', ...textCorner),
      '00700011': el('FL', 40, 36),
      '00700012': el('CS', 'LEFT'),
      '00700014': el('FL', ...anchor),
      '00700015': el('CS', 'Y'),
    }),
    '00700009': el(
      'SQ',
      graphic('POLYLINE', [[8, 6], [24, 6], [24, 18], [8, 18], [8, 6]], true),
      graphic('CIRCLE', [circleCenter, [circleCenter[0] + circleRadius, circleCenter[1]]], false),
    ),
  }),
  '00700060': el('SQ', {
    '00700002': el('CS', 'MARKS'),
    '00700062': el('IS', 1),
    // The red of sRGB in CIELab under D50 is 54.29, 80.81, 69.89; in words by PS3.3 C.10.7.1.1.
    '00700401': el('US', 35579, 53664, 50858),
  }),
};
/** Filling covers three tenths: 0.3 · 255 over black. */
const filledOverBlack = [77, 0, 0];

const states = {
  windowed: state(1, 'WINDOWED', { '20500020': el('CS', 'INVERSE') }),
  turned: state(2, 'TURNED', { '00700041': el('CS', 'Y'), '00700042': el('US', 90) }),
  shuttered: state(3, 'SHUTTERED', {
    '00181600': el('CS', 'RECTANGULAR'),
    '00181602': el('IS', 17),
    '00181604': el('IS', 48),
    '00181606': el('IS', 13),
    '00181608': el('IS', 36),
    '00181622': el('US', 32896),
    '20500020': el('CS', 'INVERSE'),
  }),
  marked: state(4, 'MARKED', marks),
};

const onScreen = (application, size = [columns, rows]) => imageOnScreen(application, size);

/** Waits until the pixels ([column, row] from 0) have these grays, or colors, in their middle. */
const see = (application, wanted, size = [columns, rows]) => seePixels(application, wanted, size);

/** The middles of the blocks, as they lie: upper left and right, lower left and right. */
const blocks = (grays, [across, down] = [columns, rows]) =>
  grays.map((gray, index) => [[(index % 2 === 0 ? 0.25 : 0.75) * across, (index < 2 ? 0.25 : 0.75) * down], gray]);

const [x, y] = circleCenter;
/** Where lines are drawn: the edges of the rectangle, four places of the circle. */
const lines = [
  [16, 6], [24, 12], [16, 18], [8, 12],
  [x - circleRadius, y], [x + circleRadius, y], [x, y - circleRadius], [x, y + circleRadius],
];
/** Inside the text, which begins at its corner and is as high as a pixel and a half; and where its line ends. */
const inks = [[textCorner[0] + 2, textCorner[1] + 0.7], [textCorner[0] + 6, textCorner[1] + 0.7], anchor];
const bare = [[4, 12], [28, 12], [x, y], [x + circleRadius + 2, y], [x - circleRadius + 2, y], [20, 44], [60, 44]];

const isRed = ([red, green, blue]) => red > 220 && green < 60 && blue < 60;

/** Of places of the image: those where a red line is painted. */
async function redAt(application, places) {
  const colors = await application.colorsAt(places.map(await onScreen(application)));
  return places.filter((_, index) => isRed(colors[index]));
}

const coloredAround = (application, places) => coloredPlaces(application, places, [columns, rows]);

const choice = 'viewport.1.presentation';

async function choose(application, which) {
  await application.press(choice);
  await application.press(`${choice}.${which}`);
  await application.page.waitForFunction((menu) => document.getElementById(`mirror.${menu}.none`) === null, choice, { timeout: patience });
}

describe('a grayscale presentation state', () => {
  let application;
  before(async () => {
    application = await Application.open(browser, server.address);
    await application.drop([
      { name: 'image.dcm', bytes: image() },
      ...Object.entries(states).map(([name, { bytes }]) => ({ name: `${name}.dcm`, bytes })),
    ]);
    await application.waitForWords(/Presentation states: 4/);
  });
  after(() => application?.close());

  const isPressed = () => application.page.evaluate((id) => document.getElementById(`mirror.${id}`).getAttribute('aria-pressed'), choice);

  test('is on offer and leaves the image as it is until it is chosen', { timeout }, async () => {
    await see(application, blocks([own.a, own.b, own.c, own.d]));
    assert.equal(await isPressed(), 'false');
  });

  test('brings its modality, VOI and presentation stages', { timeout }, async () => {
    await application.press(`object.${states.windowed.uid}`);
    const { a, b, c, d } = presented;
    await see(application, blocks([255 - a, 255 - b, 255 - c, 255 - d]));
    assert.match(await application.text(choice), /WINDOWED/);
    assert.equal(await isPressed(), 'true');
  });

  test('is left for the image as it is', { timeout }, async () => {
    await choose(application, 'none');
    await see(application, blocks([own.a, own.b, own.c, own.d]));
    assert.equal(await isPressed(), 'false');
    assert.match(await application.text(choice), /Presentation states: 4/);
  });

  test('turns before it mirrors; what the reader turns is told, and undone when the state is chosen again', { timeout }, async () => {
    await choose(application, states.turned.uid);
    // Clockwise C comes to lie above, then left and right change places: A C above B D, the rows across.
    const { a, b, c, d } = presented;
    const lying = [rows, columns];
    await see(application, blocks([a, c, b, d], lying), lying);
    assert.match(await application.text(choice), /^TURNED:/);
    await application.page.keyboard.press('h');
    await see(application, blocks([c, a, d, b], lying), lying);
    assert.match(await application.text(choice), /^TURNED · changed:/);
    await choose(application, states.turned.uid);
    await see(application, blocks([a, c, b, d], lying), lying);
    assert.match(await application.text(choice), /^TURNED:/);
  });

  test('is marked in the menu that it is chosen from', { timeout }, async () => {
    await application.press(choice);
    await application.has(`${choice}.none`);
    const entries = await application.page.evaluate(
      (id) => [...document.querySelectorAll(`#mirror [id^="mirror.${id}."]`)].map((node) => [node.textContent.split(' · ')[0], node.getAttribute('aria-checked')]),
      choice,
    );
    assert.deepEqual(entries.sort(), [
      ['Image as it is', null], ['MARKED', null], ['SHUTTERED', null], ['Save the file', null], ['TURNED', 'true'], ['WINDOWED', null],
    ]);
    await application.page.keyboard.press('Escape');
  });

  test('hides what lies outside its shutter, to the pixel, under its value', { timeout }, async () => {
    await choose(application, states.shuttered.uid);
    const { a, b, c, d } = presented;
    // 32896 of 65535; a P-Value, so INVERSE does not change it.
    const hidden = 128;
    await see(application, [
      // Columns 17 to 48 and rows 13 to 36 of the file are 16 to 47 and 12 to 35 from 0.
      [[15, 20], hidden], [[16, 20], 255 - a], [[47, 20], 255 - b], [[48, 20], hidden],
      [[20, 11], hidden], [[20, 12], 255 - a], [[20, 35], 255 - c], [[20, 36], hidden],
      [[40, 30], 255 - d],
      [[0, 0], hidden], [[63, 47], hidden],
    ]);
    await application.screenshot('presentation-shutter');
  });

  test('draws its graphics and texts where it says, and speaks them', { timeout }, async () => {
    assert.deepEqual(await application.ids('viewport.1.annotations'), []);
    await choose(application, states.marked.uid);
    const { a, b, c, d } = presented;
    // The shutter is gone with its state.
    await see(application, [
      [[2, 2], a], [[27, 12], a], [[60, 2], b], [circleCenter, b], [[2, 46], c], [[62, 46], d],
      [[16, 12], filledOverBlack], [[10, 16], filledOverBlack],
    ]);
    await application.screenshot('presentation-marks');
    assert.deepEqual(await redAt(application, lines), lines);
    assert.deepEqual(await coloredAround(application, [...inks, ...bare]), inks);
    assert.equal(await application.text('viewport.1.annotations'), `Annotations in the picture: ${words}`);
  });

  test('has its marks turned off with the overlay planes', { timeout }, async () => {
    await application.page.keyboard.press('Shift+A');
    await see(application, [[[16, 12], presented.a], [[2, 46], presented.c]]);
    assert.deepEqual(await coloredAround(application, [...lines, ...inks]), []);
    assert.deepEqual(await application.ids('viewport.1.annotations'), []);
    assert.match(await application.text(choice), /^MARKED:/);
    await application.page.keyboard.press('Shift+A');
    await see(application, [[[16, 12], filledOverBlack]]);
  });

  test('leaves nothing behind when it is taken off', { timeout }, async () => {
    await choose(application, 'none');
    await see(application, [...blocks([own.a, own.b, own.c, own.d]), [[0, 0], own.a], [[63, 0], own.b], [[0, 47], own.c]]);
    assert.deepEqual(await application.ids('viewport.1.annotations'), []);
    await application.assertQuiet();
  });
});
