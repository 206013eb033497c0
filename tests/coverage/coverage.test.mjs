import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, skipWithoutData } from '../web/places.mjs';
import { markdownOf } from './markdown.mjs';

test('the table of real files is what the files give, without a blank and with a reason for each refusal', { skip: skipWithoutData }, async () => {
  const { coverageRows } = await import('./rows.mjs');
  const rows = await coverageRows();
  for (const { path, ...cells } of rows) {
    for (const [column, { state, text }] of Object.entries(cells)) {
      assert.match(text, /\S/, `${path}: ${column} is blank`);
      if (state === 'refused' || state === 'alone') assert.match(text, /refused(: \S| with the pixels)/, `${path}: ${column} has no reason`);
    }
  }
  const used = rows.filter((row) => Object.values(row).some(({ text }) => text?.includes('; on purpose: '))).map(({ path }) => path);
  const { expectations } = await import('./collection.mjs');
  assert.deepEqual([...(await expectations()).reviewed.keys()].sort(), used.sort(), 'a reviewed refusal that none is');
  const committed = await readFile(join(root, 'core/dicom/COVERAGE.md'), 'utf8');
  const made = markdownOf(rows).split('\n');
  assert.deepEqual(made.filter((line) => !committed.includes(`${line}\n`)), [], 'run node tests/coverage/coverage.mjs and look at what changed');
  assert.equal(markdownOf(rows), committed);
});
