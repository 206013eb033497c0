import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { element, file, smallCt } from './dataset_bytes.mjs';
import { cli, dcmjs, models } from './places.mjs';
import { webRequire } from './source.mjs';

const { zipSync } = webRequire('fflate');

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'overread-cli-'));
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
});

function overread(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr, lines: stderr.split('\n').filter((line) => line !== '') };
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A gray PNG, PNG specification 1.2. */
function png(rows) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(rows[0].length, 0);
  header.writeUInt32BE(rows.length, 4);
  header[8] = 8;
  const lines = Buffer.concat(rows.map((row) => Buffer.from([0, ...row])));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('overread', () => {
  test('helps everywhere with exit code 0', () => {
    for (const args of [['--help'], ['read', '--help'], ['decode', '--help'], ['check', '--help'], ['phantom', '--help'], ['cases', '--help']]) {
      const { status, stdout } = overread(...args);
      assert.equal(status, 0, args.join(' '));
      assert.match(stdout, /^Usage: overread/);
    }
  });

  test('gives exit code 2 and the usage for a wrong command line', () => {
    for (const args of [[], ['reed'], ['read'], ['read', 'x'], ['decode', 'x'], ['read', 'x', '--out', 'y', '--lang', 'de'], ['read', 'x', '--no-such'], ['phantom', 'spine', '--out', 'x', '--seed', '-1'], ['read', 'x', '--out', folder, '--services', 'none-such']]) {
      const { status, stderr } = overread(...args);
      assert.equal(status, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, /Usage: overread/);
    }
  });

  test('phantom of an unknown kind is a wrong command line, and the kinds are named', () => {
    const { status, stderr } = overread('phantom', 'spyne', '--out', join(folder, 'no-phantom'));
    assert.equal(status, 2, stderr);
    assert.match(stderr, /spyne.*chest-ct, spine/);
  });

  test('a DICOMDIR is no failure, but a file it names that is not there is', async () => {
    const medium = join(folder, 'medium');
    await mkdir(join(medium, 'IMAGES'), { recursive: true });
    await writeFile(join(medium, 'IMAGES/ct1'), smallCt());
    const item = (...parts) => {
      const record = element(0x0004, 0x1500, 'CS', parts.join('\\'));
      const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
      head.writeUInt32LE(record.length, 4);
      return Buffer.concat([head, record]);
    };
    const directory = (...items) => writeFile(join(medium, 'DICOMDIR'), file([element(0x0004, 0x1220, 'SQ', Buffer.concat(items))]));
    const read = () => overread('read', medium, '--out', join(folder, 'medium-read'), '--services', 'cct-emphysema');

    await directory(item('IMAGES', 'CT1'));
    assert.doesNotMatch(read().stderr, /DICOMDIR/);
    await directory(item('IMAGES', 'CT1'), item('IMAGES', 'CT2'));
    const { status, stderr } = read();
    assert.equal(status, 1, stderr);
    assert.match(stderr, /DICOMDIR: 1 of the 2 files it names are not here: IMAGES\/CT2/);
  });

  test('decode writes stored values and how to read them', async () => {
    const source = join(folder, 'small.dcm');
    const raw = join(folder, 'small.raw');
    await writeFile(source, smallCt());
    assert.equal(overread('decode', source, '--out', raw).status, 0);
    const bytes = await readFile(raw);
    assert.deepEqual([...new Int16Array(bytes.buffer, bytes.byteOffset, 6)], [0, 1000, 1040, 840, 1240, 2000]);
    const described = JSON.parse(await readFile(`${raw}.json`, 'utf8'));
    assert.equal(described.rows, 2);
    assert.equal(described.columns, 3);
    assert.equal(described.sampleType, 'int16');
  });

  test('decode of a broken file is one line with its name, exit code 1', async () => {
    const source = join(folder, 'broken.dcm');
    await writeFile(source, smallCt().slice(0, 400));
    const { status, lines } = overread('decode', source, '--out', join(folder, 'broken.raw'));
    assert.equal(status, 1);
    assert.equal(lines.length, 1);
    assert.match(lines[0], /broken\.dcm: /);
  });

  test('phantom gives the same bytes for the same seed and others for another', async () => {
    for (const [out, seed] of [['a', '7'], ['b', '7'], ['c', '8']]) {
      assert.equal(overread('phantom', 'spine', '--seed', seed, '--out', join(folder, out)).status, 0);
    }
    const files = async (out) => {
      const names = (await readdir(join(folder, out))).sort();
      return Promise.all(names.map((name) => readFile(join(folder, out, name))));
    };
    const [a, b, c] = [await files('a'), await files('b'), await files('c')];
    assert.ok(a.length >= 2);
    assert.deepEqual(a, b);
    assert.notDeepEqual(a[0], c[0]);
    const truth = JSON.parse(await readFile(join(folder, 'a', 'truth.json'), 'utf8'));
    assert.equal(truth.schema, 'overread-truth/1');
    assert.equal(truth.seed, 7);
  });

  test('read answers for every series and service, and goes on after bad files', async () => {
    const study = join(folder, 'study');
    const out = join(folder, 'read');
    await mkdir(study, { recursive: true });
    await writeFile(join(study, 'good.dcm'), smallCt());
    await writeFile(join(study, 'cut.dcm'), smallCt().slice(0, 301));
    await writeFile(join(study, 'empty.dcm'), '');
    await writeFile(join(study, 'notes.txt'), 'not an image');
    await writeFile(join(study, 'picture.png'), png([[0, 128, 255, 64], [9, 8, 7, 6], [1, 2, 3, 4]]));
    const { status, lines } = overread('read', study, '--out', out);
    assert.equal(status, 1);
    assert.deepEqual(lines.map((line) => /(\w+\.\w+): /.exec(line)?.[1]).sort(), ['cut.dcm', 'empty.dcm', 'notes.txt']);
    const results = JSON.parse(await readFile(join(out, 'results.json'), 'utf8'));
    const services = (await readdir(models, { withFileTypes: true })).filter((entry) => entry.isDirectory() && entry.name !== 'training');
    assert.equal(results.length, 2 * services.length);
    for (const result of results) {
      assert.equal(result.schema, 'overread-result/1');
      assert.equal(result.status, 'refused', JSON.stringify(result.reason));
      assert.ok(result.reason.code.length > 0);
    }
    const files = JSON.parse(await readFile(join(out, 'files.json'), 'utf8'));
    assert.equal(files.length, 5);
    assert.equal(files.filter(({ error }) => error !== undefined).length, 3);
  });

  test('read names links that lead nowhere or back, and reads the rest', async () => {
    const study = join(folder, 'links');
    const out = join(folder, 'links-read');
    await mkdir(join(study, 'inner'), { recursive: true });
    await writeFile(join(study, 'inner', 'good.dcm'), smallCt());
    await symlink('nowhere', join(study, 'dangling.dcm'));
    await symlink('itself', join(study, 'itself'));
    await symlink('..', join(study, 'inner', 'back'));
    const { status, lines } = overread('read', study, '--out', out);
    assert.equal(status, 1);
    assert.deepEqual(lines.map((line) => /(\w+(\.\w+)?): /.exec(line.slice('overread: '.length))?.[1]).sort(), ['back', 'dangling.dcm', 'itself']);
    const files = JSON.parse(await readFile(join(out, 'files.json'), 'utf8'));
    assert.deepEqual(files.filter(({ error }) => error === undefined).map(({ path }) => path), [join(study, 'inner', 'good.dcm')]);
  });

  test('read opens archives three deep and names the one that is deeper', async () => {
    const out = join(folder, 'deep-read');
    // good.dcm is in 3 archives; bad.dcm in a 4th.
    const fourth = zipSync({ 'bad.dcm': smallCt() });
    const third = zipSync({ 'good.dcm': smallCt(), '4.zip': fourth });
    const first = zipSync({ '2.zip': zipSync({ '3.zip': third }) });
    await writeFile(join(folder, '1.zip'), first);
    const { status, lines } = overread('read', join(folder, '1.zip'), '--out', out);
    assert.equal(status, 1);
    assert.equal(lines.length, 1);
    assert.match(lines[0], /1\.zip\/2\.zip\/3\.zip\/4\.zip: .*at most 3/);
    const files = JSON.parse(await readFile(join(out, 'files.json'), 'utf8'));
    assert.deepEqual(files.map(({ path, error }) => [path.slice(folder.length + 1), error?.code]).sort(), [
      ['1.zip/2.zip/3.zip/4.zip', 'too-large'],
      ['1.zip/2.zip/3.zip/good.dcm', undefined],
    ]);
  });

  test('read writes nothing outside its folder, whatever a UID says', async () => {
    overread('phantom', 'spine', '--seed', '11', '--out', join(folder, 'hostile'));
    const name = (await readdir(join(folder, 'hostile'))).find((file) => file.endsWith('.dcm'));
    const film = join(folder, 'hostile', name);
    const bytes = await readFile(film);
    const { dict } = dcmjs.DicomMessage.readFile(new Uint8Array(bytes).buffer);
    const [uid] = dict['0020000E'].Value;
    const path = 'x/../../../evil'.padEnd(uid.length, 'l');
    await writeFile(film, Buffer.from(bytes.toString('latin1').replaceAll(uid, path), 'latin1'));
    const out = join(folder, 'fence', 'inner', 'out');
    overread('read', film, '--out', out, '--services', 'spine-scoliosis');
    assert.deepEqual(await readdir(join(folder, 'fence')), ['inner']);
    assert.deepEqual(await readdir(join(folder, 'fence', 'inner')), ['out']);
    for (const written of await readdir(out)) assert.match(written, /^(results\.json|files\.json|[a-z-]+_[0-9._]+\.(sr|seg)\.dcm)$/);
  });

  test('read writes a report that dcmjs reads', async () => {
    const out = join(folder, 'report');
    overread('phantom', 'spine', '--seed', '11', '--out', join(folder, 'film'));
    const film = (await readdir(join(folder, 'film'))).find((name) => name.endsWith('.dcm'));
    const { status, stderr } = overread('read', join(folder, 'film', film), '--out', out, '--services', 'spine-scoliosis');
    assert.equal(status, 0, stderr);
    const [result] = JSON.parse(await readFile(join(out, 'results.json'), 'utf8'));
    assert.match(result.status, /^(findings|no-findings)$/, JSON.stringify(result.reason));
    const report = (await readdir(out)).find((name) => name.endsWith('.sr.dcm'));
    const bytes = await readFile(join(out, report));
    const { dict } = dcmjs.DicomMessage.readFile(new Uint8Array(bytes).buffer);
    const read = dcmjs.DicomMetaDictionary.naturalizeDataset(dict);
    assert.equal(read.Modality, 'SR');
    assert.equal(read.StudyInstanceUID, result.input.study_instance_uid);
  });

  test('check tells a sound package from one with a changed model', async () => {
    const sound = join(models, 'spine-scoliosis');
    assert.equal(overread('check', sound).status, 0, overread('check', sound).stderr);
    const changed = join(folder, 'changed', 'spine-scoliosis');
    await cp(sound, changed, { recursive: true });
    const model = join(changed, 'model.onnx');
    const bytes = await readFile(model);
    bytes[bytes.length >> 1] ^= 1;
    await writeFile(model, bytes);
    const { status, lines } = overread('check', changed);
    assert.equal(status, 1);
    assert.match(lines.join('\n'), /model\.onnx/);
    const study = join(folder, 'good.dcm');
    await writeFile(study, smallCt());
    const read = overread('read', study, '--out', join(folder, 'no'), '--models', join(folder, 'changed'));
    assert.equal(read.status, 1);
    assert.match(read.stderr, /spine-scoliosis is not loaded/);
  });
});
