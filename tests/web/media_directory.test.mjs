/** DICOMDIRs: what they name beside what came. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { source } from './source.mjs';

const { missingFiles, missingFilesError } = await source('intake/media_directory.ts');

test('names compare without case, closing dot and version', () => {
  const arrived = ['CD/DICOMDIR', 'CD/images/ct1.;1', 'CD/IMAGES/CT2;1', 'CD/IMAGES/ct3'];
  assert.deepEqual(missingFiles('CD/DICOMDIR', ['IMAGES/CT1', 'IMAGES/CT2', 'IMAGES/CT3'], arrived), []);
});

test('a file of another folder does not stand in', () => {
  const arrived = ['CD/DICOMDIR', 'CD/A/1', 'OTHER/B/1'];
  assert.deepEqual(missingFiles('CD/DICOMDIR', ['A/1', 'B/1'], arrived), ['B/1']);
});

test('backslashes part folders, too', () => {
  const arrived = ['x.zip/CD\\DICOMDIR', 'x.zip/CD\\A\\1', 'x.zip/CD\\B\\1', 'x.zip/OTHER\\A\\2'];
  assert.deepEqual(missingFiles('x.zip/CD\\DICOMDIR', ['A/1', 'B/1', 'A/2'], arrived), ['A/2']);
});

test('files that came without folders are known by their last part', () => {
  assert.deepEqual(missingFiles('DICOMDIR', ['A/I1', 'A/I2'], ['DICOMDIR', 'I1']), ['A/I2']);
});

test('an inner directory counts from the root of the medium, a DICOMDIR from its own folder', () => {
  const arrived = ['CD/DICOMDIR', 'CD/A/DIRFILE', 'CD/A/1'];
  assert.deepEqual(missingFiles('CD/A/DIRFILE', ['A/1', 'A/2'], arrived), ['A/2']);
  assert.deepEqual(missingFiles('CD/DICOMDIR', ['A/1', 'CD/A/1'], arrived), ['CD/A/1']);
  assert.deepEqual(missingFiles('/CD/A/DIRFILE', ['A/1', 'A/2'], ['/CD/A/DIRFILE', '/CD/A/1']), ['A/2']);
});

test('a DICOMDIR alone misses all it names, each once', () => {
  assert.deepEqual(missingFiles('DICOMDIR', ['A/1', 'A/1', 'A/2'], ['DICOMDIR']), ['A/1', 'A/2']);
});

test('the message counts, and names at most five', () => {
  const listed = ['1', '2', '3', '4', '5', '6', '7'];
  assert.equal(missingFilesError(listed, []), undefined);
  const error = missingFilesError(listed, listed);
  assert.equal(error.code, 'not-found');
  assert.equal(error.message, '7 of the 7 files it names are not here: 1, 2, 3, 4, 5 and 2 more');
});
