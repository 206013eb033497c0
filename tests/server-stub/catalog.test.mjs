// Services and cases: listed with hashes, damaged ones named as such and not handed out.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderOf, get, removeFolder, sha256, start } from './running_server.mjs';

const model = Buffer.from('weights');
const card = '# Card\n';

function serviceJson(id, changes = {}) {
  return JSON.stringify({
    id,
    version: '1.2.0',
    name: { en: 'Scoliosis', ru: 'Сколиоз' },
    evidence_level: 'teaching',
    accepts: { modality: ['DX', 'CR'], body_part: [], view: [] },
    files: [
      { name: 'model.onnx', role: 'model', size: model.length, sha256: sha256(model) },
      { name: 'CARD.md', role: 'card', size: card.length, sha256: sha256(card) },
    ],
    ...changes,
  });
}

function service(id, changes) {
  return {
    [`models/${id}/service.json`]: serviceJson(id, changes),
    [`models/${id}/model.onnx`]: model,
    [`models/${id}/CARD.md`]: card,
    [`models/${id}/train.py`]: 'not part of the package',
  };
}

const image = Buffer.from('DICM');
const truth = '{"schema":"overread-truth/1"}';
const caseJson = JSON.stringify({
  schema: 'overread-case/1',
  id: 'spine-1',
  title: { en: 'Curve', ru: 'Дуга' },
  files: [{ name: '0001.dcm', size: image.length, sha256: sha256(image) }],
  truth: { name: 'truth.json', size: truth.length, sha256: sha256(truth) },
});

let folder;
let server;

before(async () => {
  folder = folderOf({
    'site/index.html': 'page',
    ...service('good'),
    ...service('tampered'),
    ...service('missing'),
    ...service('renamed', { id: 'other' }),
    ...service('escaping', {
      files: [{ name: '../good/model.onnx', role: 'model', size: 7, sha256: sha256(model) }],
    }),
    'models/broken-json/service.json': '{',
    'models/training/train.py': 'no service',
    'cases/spine-1/case.json': caseJson,
    'cases/spine-1/0001.dcm': image,
    'cases/spine-1/truth.json': truth,
    'cases/bad/case.json': '{"schema":"overread-case/9","id":"bad","files":[]}',
  });
  writeFileSync(join(folder, 'models/tampered/model.onnx'), 'Weights');
  rmSync(join(folder, 'models/missing/CARD.md'));
  server = await start([
    '--root',
    join(folder, 'site'),
    '--models',
    join(folder, 'models'),
    '--cases',
    join(folder, 'cases'),
  ]);
});

after(async () => {
  await server.stop();
  removeFolder(folder);
});

const services = async () => JSON.parse((await get(server, '/api/services')).body).services;

test('a whole service is listed with everything needed to fetch it', async () => {
  const good = (await services()).find(({ id }) => id === 'good');
  assert.deepEqual(good, {
    id: 'good',
    version: '1.2.0',
    names: { en: 'Scoliosis', ru: 'Сколиоз' },
    modalities: ['DX', 'CR'],
    evidence: 'teaching',
    model_sha256: sha256(model),
    status: 'ready',
    reason: '',
    url: '/services/good/service.json',
    files: [
      {
        name: 'model.onnx',
        size: 7,
        sha256: sha256(model),
        role: 'model',
        url: '/services/good/model.onnx',
      },
      { name: 'CARD.md', size: 7, sha256: sha256(card), role: 'card', url: '/services/good/CARD.md' },
    ],
  });
  assert.deepEqual((await get(server, good.files[0].url)).body, model);
  assert.equal((await get(server, good.url)).status, 200);
});

test('damaged services say so, are logged and are not handed out', async () => {
  const listed = await services();
  const reasons = Object.fromEntries(
    listed.filter(({ status }) => status === 'broken').map(({ id, reason }) => [id, reason]),
  );
  assert.deepEqual(reasons, {
    'broken-json': 'The text is not JSON',
    escaping: 'the name of a file leaves the folder',
    missing: 'CARD.md is missing',
    renamed: 'id is other, must be the folder\'s name',
    tampered: 'model.onnx has another SHA-256 than promised',
  });
  for (const id of Object.keys(reasons)) {
    assert.equal((await get(server, `/services/${id}/service.json`)).status, 404, id);
    assert.equal((await get(server, `/services/${id}/model.onnx`)).status, 404, id);
  }
  assert.match(server.log, /broken "tampered": model\.onnx has another SHA-256 than promised\n/);
});

test('files that service.json does not name are not served', async () => {
  assert.equal((await get(server, '/services/good/train.py')).status, 404);
  assert.equal((await get(server, '/services/training/train.py')).status, 404);
  assert.equal((await get(server, '/services/good/')).status, 404);
  assert.equal((await get(server, '/services/good')).status, 404);
});

test('a model that changes under the server is no longer handed out', async () => {
  const file = join(folder, 'models/good/model.onnx');
  writeFileSync(file, 'changed');
  await sleep(1200);
  assert.equal((await get(server, '/services/good/model.onnx')).status, 404);
  writeFileSync(file, model);
  await sleep(1200);
  assert.equal((await get(server, '/services/good/model.onnx')).status, 200);
});

test('cases are listed with their files and truth', async () => {
  const answer = await get(server, '/api/cases');
  assert.equal(answer.headers['cache-control'], 'no-cache');
  const { cases } = JSON.parse(answer.body);
  assert.deepEqual(
    cases.map(({ id, status }) => [id, status]),
    [
      ['bad', 'broken'],
      ['spine-1', 'ready'],
    ],
  );
  const [, spine] = cases;
  assert.equal(spine.schema, undefined);
  assert.deepEqual(spine.title, { en: 'Curve', ru: 'Дуга' });
  assert.equal(spine.url, '/cases/spine-1/case.json');
  assert.equal(spine.truth.url, '/cases/spine-1/truth.json');
  const file = await get(server, spine.files[0].url);
  assert.deepEqual(file.body, image);
  assert.equal(file.headers['content-type'], 'application/dicom');
  const again = await get(server, '/api/cases', { 'If-None-Match': answer.headers.etag });
  assert.equal(again.status, 304);
});

test('without --models and --cases the lists are empty', async () => {
  const bare = await start(['--root', join(folder, 'site')]);
  assert.deepEqual(JSON.parse((await get(bare, '/api/services')).body), { services: [] });
  assert.deepEqual(JSON.parse((await get(bare, '/api/cases')).body), { cases: [] });
  await bare.stop();
});
