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
      if (state === 'refused') assert.match(text, /refused(: \S| with the pixels)/, `${path}: ${column} has no reason`);
    }
  }
  const committed = await readFile(join(root, 'core/dicom/COVERAGE.md'), 'utf8');
  const made = markdownOf(rows).split('\n');
  assert.deepEqual(made.filter((line) => !committed.includes(`${line}\n`)), [], 'run node tests/coverage/coverage.mjs and look at what changed');
  assert.equal(markdownOf(rows), committed);
});
