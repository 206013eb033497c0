/** The bench does its work: others decode what we decode, to the same pixels. How long it takes is never judged. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { decodeTimes } from '../bench/decode.mjs';
import { root } from './places.mjs';

/** Who decodes a CT slice in a transfer syntax: the packages that offer it. */
const decoders = {
  'uncompressed': ['overread-core', 'dicom-parser'],
  'RLE': ['overread-core', 'dcmjs-codecs'],
  'JPEG lossless SV1': ['overread-core', 'dcmjs-codecs'],
  'JPEG-LS': ['overread-core', 'codec-charls', 'dcmjs-codecs'],
  'JPEG 2000 lossless': ['overread-core', 'codec-openjpeg', 'dcmjs-codecs'],
  'HTJ2K lossless RPCL': ['overread-core', 'codec-openjph'],
};

/** The words for a library, or a file, that is left out. */
const leftOut = /not timed|cannot decode|not compared|left out/;

function bench(...options) {
  return spawnSync(process.execPath, [join(root, 'tests/bench/bench.mjs'), ...options], { encoding: 'utf8', timeout: 300_000 });
}

describe('the bench', () => {
  test('times everyone who decodes a phantom, in each transfer syntax', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'overread-bench-'));
    try {
      const [data, json] = [join(folder, 'data'), join(folder, 'rows.json')];
      await mkdir(data);
      const { status, stdout, stderr } = bench(
        ...['decode', '--rounds', '1', '--only', 'phantom CT', '--without-natives', '--data', data, '--json', json],
      );
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stdout, leftOut);
      const rows = JSON.parse(await readFile(json, 'utf8'));
      const found = {};
      for (const { syntax, by } of rows) (found[syntax] ??= []).push(by);
      assert.deepEqual(found, decoders);
      for (const { what, image, size, syntax, by, msPerFrame, mbPerSecond } of rows) {
        assert.deepEqual([what, image, size], ['decode', 'phantom CT', '512×512×16']);
        assert.ok(msPerFrame > 0 && mbPerSecond > 0, `${syntax}, ${by}: ${msPerFrame} ms, ${mbPerSecond} MB/s`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('leaves out, and names, who gives other pixels or none', () => {
    const syntax = '1.2.840.10008.1.2.5';
    const peer = (name, decode, uid = syntax) => ({ name, syntaxes: new Set([uid]), decode });
    const fails = () => {
      throw new Error('no such marker');
    };
    const peers = [
      peer('same', () => Uint8Array.of(1, 2, 3, 4)),
      peer('other', () => Uint8Array.of(1, 2, 3, 5)),
      peer('shorter', () => Uint8Array.of(1, 2)),
      peer('failing', fails),
      peer('elsewhere', fails, '1.2.840.10008.1.2.4.80'),
    ];
    const said = [];
    const core = { decodeFrame: () => ({ pixels: Uint16Array.of(0x0201, 0x0403) }) };
    const { names } = decodeTimes(core, peers, { label: 'film', transferSyntaxUid: syntax }, 1, (text) => said.push(text));
    assert.deepEqual(names, ['overread-core', 'same']);
    assert.deepEqual(said, [
      'other: other pixels for film, not timed',
      'shorter: other pixels for film, not timed',
      'failing: cannot decode film (no such marker)',
    ]);
  });

  test('says what it was asked for and does not know, with exit code 2', () => {
    const nowhere = join(root, 'tests/bench/pages');
    for (const [options, message] of [
      [['decoding'], /no such part: decoding/],
      [['decode', '--rounds', '0'], /--rounds is 0/],
      [['decode', '--fast'], /--fast/],
      [['decode', '--only', 'no such image', '--data', nowhere], /no image has no such image in its name or syntax/],
    ]) {
      const { status, stderr } = bench(...options);
      assert.equal(status, 2);
      assert.match(stderr, message);
    }
  });
});
