import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { corePackage, sharedData, skipWithoutData } from './places.mjs';

const { loadCore } = await import(corePackage);

test('stored values equal two independent decoders on every file marked exact', { skip: skipWithoutData }, async () => {
  const core = await loadCore();
  assert.equal(await core.prepareHtj2k(), true);
  const [header, ...lines] = (await readFile(join(sharedData, 'dicom/expected_pixels.tsv'), 'utf8')).trim().split('\n');
  const columns = header.split('\t');
  const rows = lines.map((line) => Object.fromEntries(line.split('\t').map((cell, index) => [columns[index], cell])));
  const exact = rows.filter(({ verdict }) => verdict === 'exact');
  const wrong = [];
  for (const { path, gdcm_sha256_le: expected } of exact) {
    const bytes = new Uint8Array(await readFile(join(sharedData, 'dicom', path)));
    const hash = createHash('sha256');
    try {
      const first = core.decodeFrame(bytes);
      for (let number = 1; number <= first.frames; ++number) {
        hash.update(new Uint8Array((number === 1 ? first : core.decodeFrame(bytes, number)).pixels.buffer));
      }
      if (hash.digest('hex') !== expected) wrong.push(`${path}: other values`);
    } catch (error) {
      wrong.push(`${path}: ${error.code}: ${error.message}`);
    }
  }
  assert.equal(exact.length, 247);
  assert.deepEqual(wrong, []);
});
