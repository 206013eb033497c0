import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { file, smallCt } from './dataset_bytes.mjs';
import { surprising } from './known_differences.mjs';
import { differences } from './naturalized.mjs';
import { corePackage, dcmjs, dicomFiles, sharedData, skipWithoutData } from './places.mjs';
import { webRequire } from './source.mjs';

const { loadCore } = await import(corePackage);
const { DicomMetaDictionary, DicomMessage } = dcmjs;
const core = await loadCore();
/** dcmjs's own dictionary, whole; the one of DicomMetaDictionary unpacks what it is asked for. */
const { dictionary } = await import(pathToFileURL(webRequire.resolve('dcmjs/dictionary')));

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

  test("on the VR of every attribute of dcmjs's dictionary in an implicit file", () => {
    const attributes = Object.values(dictionary)
      .map(({ tag, vr }) => ({ tag: /^\(([0-9A-F]{4}),([0-9A-F]{4})\)$/.exec(tag), vr }))
      .filter(({ tag }) => tag !== null && Number.parseInt(tag[1], 16) % 2 === 0 && !/^(0000|0002|FFF.)$/.test(tag[1]))
      .map(({ tag: [, group, number], vr }) => ({ tag: group + number, vr }))
      .sort((a, b) => (a.tag < b.tag ? -1 : 1));
    const elements = attributes.map(({ tag }) => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
      bytes.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
      return bytes;
    });
    const { dict } = core.readDataset(file(elements, '1.2.840.10008.1.2'));
    // What the dictionary calls by a context's name, and where it departs from PS3.6.
    const contextual = { ox: 'OW', xs: 'US', lt: 'US', up: 'UL' };
    const wrongInDcmjs = {
      '00660040': 'OL', '00660041': 'OL', '00660042': 'OL', '00660043': 'OL', // Long … Index Lists
      '0070150C': 'UL', // Number of Volumetric Curve Points
      '00283006': 'OW', // LUT Data, US or OW: a table of 65536 entries is no US that explicit files could hold
    };
    const found = attributes
      .map(({ tag, vr }) => ({ tag, expected: wrongInDcmjs[tag] ?? contextual[vr] ?? vr, is: dict[tag]?.vr }))
      .filter(({ expected, is }) => expected !== is);
    assert.deepEqual(found, []);
    assert.ok(attributes.length > 4500, `only ${attributes.length} attributes`);
  });

  test('on the real files, but for the differences named in known_differences.json', { skip: skipWithoutData }, async () => {
    const names = await dicomFiles();
    const counts = { equal: 0, known: 0, dcmjsCannot: 0 };
    const unexpected = [];
    for (const name of names) {
      const bytes = new Uint8Array(await readFile(join(sharedData, 'dicom', name)));
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
      const unknown = surprising(name, found);
      if (found.length === 0) counts.equal += 1;
      else if (unknown.length === 0) counts.known += 1;
      else unexpected.push(`${name}: ${unknown.slice(0, 5).join(' | ')}`);
    }
    console.log(JSON.stringify(counts), `of ${names.length}`);
    assert.deepEqual(unexpected, []);
    assert.ok(counts.equal > 300, `only ${counts.equal} files are equal`);
  });
});
