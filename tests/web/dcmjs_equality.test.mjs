import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { smallCt } from './dataset_bytes.mjs';
import { differences } from './naturalized.mjs';
import { corePackage, dcmjs, sharedData, skipWithoutData } from './places.mjs';

const { loadCore } = await import(corePackage);
const { DicomMetaDictionary, DicomMessage } = dcmjs;
const core = await loadCore();

function byDcmjs(bytes) {
  const { dict } = DicomMessage.readFile(bytes.slice().buffer);
  return DicomMetaDictionary.naturalizeDataset(dict);
}

function byCore(bytes) {
  return DicomMetaDictionary.naturalizeDataset(core.readDataset(bytes).dict);
}

describe('readDataset equals dcmjs', () => {
  test('on a file written by hand', () => {
    const bytes = smallCt();
    assert.deepEqual(differences(byDcmjs(bytes), byCore(bytes)), []);
    assert.equal(byCore(bytes).Rows, 2);
    assert.equal(byCore(bytes).RescaleIntercept, -1000);
  });

  test('on the real files, but for the differences named in known_differences.json', { skip: skipWithoutData }, async () => {
    const known = JSON.parse(await readFile(new URL('known_differences.json', import.meta.url), 'utf8')).map(
      ({ file, difference }) => ({ file: new RegExp(file), difference: new RegExp(difference) }),
    );
    const isKnown = (name) => (line) => known.some(({ file, difference }) => file.test(name) && difference.test(line));
    const folder = join(sharedData, 'dicom');
    const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && /\.(dcm|DCM|ima)$|^[^.]+$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
      .sort();
    const counts = { equal: 0, known: 0, dcmjsCannot: 0 };
    const unexpected = [];
    for (const name of names) {
      const bytes = new Uint8Array(await readFile(join(folder, name)));
      let expected;
      try {
        expected = byDcmjs(bytes);
      } catch {
        counts.dcmjsCannot += 1;
        continue;
      }
      let found;
      try {
        found = differences(expected, byCore(bytes));
      } catch (error) {
        found = [`refused: ${error.code}`];
      }
      const surprising = found.filter((line) => !isKnown(name)(line));
      if (found.length === 0) counts.equal += 1;
      else if (surprising.length === 0) counts.known += 1;
      else unexpected.push(`${name}: ${surprising.slice(0, 5).join(' | ')}`);
    }
    console.log(JSON.stringify(counts), `of ${names.length}`);
    assert.deepEqual(unexpected, []);
    assert.ok(counts.equal > 300, `only ${counts.equal} files are equal`);
  });
});
