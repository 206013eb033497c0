// check_sr.mjs SOURCE_FOLDER OBJECTS_FOLDER: dcmjs reads the spine report back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [source, objects] = process.argv.slice(2);
const require = createRequire(join(source, 'web', 'package.json'));
const dcmjs = require('dcmjs');

const bytes = readFileSync(join(objects, 'spine-sr-en.dcm'));
const file = dcmjs.data.DicomMessage.readFile(
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
);
const sr = dcmjs.data.DicomMetaDictionary.naturalizeDataset(file.dict);

const list = (value) => (Array.isArray(value) ? value : value ? [value] : []);
const meaning = (item) => list(item.ConceptNameCodeSequence)[0]?.CodeMeaning;
const children = (item, name) =>
  list(item.ContentSequence).filter((child) => meaning(child) === name);

assert.equal(sr.SOPClassUID, '1.2.840.10008.5.1.4.1.1.88.34');
assert.equal(meaning(sr), 'Imaging Measurement Report');
const [measurements] = children(sr, 'Imaging Measurements');
const groups = children(measurements, 'Measurement Group');
assert.equal(groups.length, 1);
const [angle] = children(groups[0], 'Cobb angle');
const [measured] = list(angle.MeasuredValueSequence);
assert.equal(Number(measured.NumericValue), 27.6);
assert.equal(list(measured.MeasurementUnitsCodeSequence)[0].CodeValue, 'deg');
const [line] = children(angle, 'superior end plate');
assert.deepEqual([...line.GraphicData].map(Number), [100.5, 200.5, 151, 190.75]);
console.log('dcmjs: SR read back, Cobb angle 27.6 deg');
