// From navigation to the first picture: the built application on its server, a browser without any
// cache each time, as someone who opens a link to a case.
import { startBrowser, startServer } from '../e2e/application.mjs';
import { median } from './measure.mjs';

const kinds = [
  { label: 'radiograph', modalities: ['DX', 'CR'] },
  { label: 'CT series', modalities: ['CT'] },
];

async function marksOf(address) {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    const handle = await page.waitForFunction(
      () => {
        const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
        const picture = at('overread-first-picture');
        return picture === undefined ? undefined : { interface: at('overread-first-paint'), picture };
      },
      undefined,
      { timeout: 120_000, polling: 50 },
    );
    return await handle.jsonValue();
  } finally {
    await browser.close();
  }
}

/** Rows of milliseconds after navigation, medians over `rounds` cold starts. */
export async function startBench(rows, rounds) {
  const server = await startServer();
  try {
    const { cases } = await (await fetch(new URL('api/cases', server.address))).json();
    for (const { label, modalities } of kinds) {
      const found = cases.find(({ modality, status }) => modalities.includes(modality) && status === 'ready');
      if (found === undefined) throw new Error(`The server has no case of ${modalities.join(' or ')}`);
      const marks = [];
      for (let round = 0; round < rounds; round++) {
        marks.push(await marksOf(new URL(`?case=${found.id}`, server.address).href));
      }
      const row = {
        what: 'start',
        image: `${label}, ${found.id}`,
        interfaceMs: Math.round(median(marks.map((mark) => mark.interface))),
        pictureMs: Math.round(median(marks.map(({ picture }) => picture))),
      };
      rows.push(row);
      console.log(`start  ${row.image.padEnd(34)} interface ${row.interfaceMs} ms, first picture ${row.pictureMs} ms after navigation`);
    }
  } finally {
    server.stop();
  }
}
