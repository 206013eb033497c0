/** What the command line makes of files that share a UID, or have none. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { source, webRequire } from './source.mjs';

const { zipSync } = webRequire('fflate');
const { IntakeReader } = await source('cli/intake.ts', {
  './environment.js': 'export const complain = () => undefined; export const reasonOf = (error) => error.message;',
});

/** Files whose bytes are their headers. */
const engine = { instanceHeader: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) };

async function readAll(t, files) {
  const folder = await mkdtemp(join(tmpdir(), 'overread-intake-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content instanceof Uint8Array ? content : JSON.stringify(content));
  }
  const intake = await new IntakeReader(engine).read([folder]);
  const records = intake.records.map(({ path, ...record }) => [path.slice(folder.length + 1), record]);
  return { ...intake, records: Object.fromEntries(records), folder };
}

const header = (given) => ({
  ...{ sop_instance_uid: '1.2', series_instance_uid: '1', study_instance_uid: '1', rows: 2 },
  ...{ transfer_syntax_uid: '1.2.840.10008.1.2.1', instance_number: 1, sop_instance_uid_made: false },
  ...given,
});

test('another image under the UID of an earlier one is an error that names both', async (t) => {
  const { instances, failures, records, folder } = await readAll(t, {
    'a.dcm': header({}),
    'b.dcm': header({ instance_number: 2 }),
    'c.dcm': header({ transfer_syntax_uid: '1.2.840.10008.1.2.5' }),
  });
  assert.equal(instances.length, 1);
  assert.equal(failures, 1);
  assert.deepEqual(records['b.dcm'], {
    error: {
      code: 'invalid-attribute',
      message: `SOP Instance UID (0008,0018) is 1.2, as of another image, ${join(folder, 'a.dcm')}`,
    },
  });
  assert.equal(records['c.dcm'].skipped, 'the same instance as an earlier file');
});

test('images without a UID are read, each with a warning', async (t) => {
  const { instances, failures, records } = await readAll(t, {
    'a.dcm': header({ sop_instance_uid: '2.25.1', sop_instance_uid_made: true }),
    'b.dcm': header({ sop_instance_uid: '2.25.2', sop_instance_uid_made: true }),
    'c.dcm': header({}),
  });
  assert.equal(instances.length, 3);
  assert.equal(failures, 0);
  assert.match(records['a.dcm'].warning, /^SOP Instance UID \(0008,0018\) is missing/);
  assert.equal(records['c.dcm'].warning, undefined);
});

test('a file of an archive that unpacks to too much is named, the others are read', async (t) => {
  const text = (value) => new TextEncoder().encode(JSON.stringify(value));
  const zip = zipSync({ 'blank.dcm': new Uint8Array(2e6), 'a.dcm': text(header({})) });
  const { instances, failures, records } = await readAll(t, { 'study.zip': zip });
  assert.equal(instances.length, 1);
  assert.equal(failures, 1);
  assert.equal(records['study.zip/blank.dcm'].error.code, 'too-large');
});
