// Static files: what a browser relies on, and what must stay out of reach.
import assert from 'node:assert/strict';
import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { folderOf, get, rawStatus, removeFolder, runToEnd, start } from './running_server.mjs';

const page = '<!doctype html><title>Overread</title>';
const script = 'export const answer = 42;\n'.repeat(200);
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
const secret = 'outside the root';

let outer;
let server;

before(async () => {
  outer = folderOf({
    'secret.txt': secret,
    'site/index.html': page,
    'site/docs/index.html': 'docs',
    'site/app.mjs': script,
    'site/app.mjs.br': brotliCompressSync(script),
    'site/app.mjs.gz': gzipSync(script),
    'site/old.css': 'body{color:red}',
    'site/old.css.br': brotliCompressSync('stale'),
    'site/assets/index-Bx3_Y-9z.js': script,
    'site/assets/index.js': script,
    'site/data.bin': bytes,
    'site/core.wasm': Buffer.from([0, 0x61, 0x73, 0x6d]),
    'site/model.onnx': 'm',
    'site/image.dcm': 'd',
    'site/font.ttf': 'f',
    'site/empty.txt': '',
    'site/.hidden': secret,
    'site/.git/config': secret,
    'site/a b.txt': 'space',
    'site-sibling/secret.txt': secret,
  });
  utimesSync(join(outer, 'site/old.css.br'), 1000, 1000);
  symlinkSync(join(outer, 'secret.txt'), join(outer, 'site/link.txt'));
  symlinkSync(outer, join(outer, 'site/folder-link'));
  symlinkSync(join(outer, 'site/data.bin'), join(outer, 'site/inner-link.bin'));
  server = await start(['--root', join(outer, 'site')]);
});

after(async () => {
  assert.equal(await server.stop(), 0);
  removeFolder(outer);
});

test('the page, its type and its headers', async () => {
  for (const path of ['/', '/index.html', '/?study=1.2.3&mode=exam']) {
    const { status, headers, body } = await get(server, path);
    assert.equal(status, 200);
    assert.equal(body.toString(), page);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    const policy = headers['content-security-policy'];
    for (const rule of [
      "default-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      'media-src blob:',
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ]) {
      assert.ok(policy.split('; ').includes(rule), rule);
    }
    assert.ok(!policy.includes('unsafe-inline'));
    assert.equal(headers['cross-origin-embedder-policy'], undefined);
  }
  assert.equal((await get(server, '/docs/')).body.toString(), 'docs');
  assert.equal((await get(server, '/a%20b.txt')).body.toString(), 'space');
});

test('types by extension', async () => {
  const types = {
    '/app.mjs': 'text/javascript; charset=utf-8',
    '/core.wasm': 'application/wasm',
    '/model.onnx': 'application/octet-stream',
    '/image.dcm': 'application/dicom',
    '/font.ttf': 'font/ttf',
    '/old.css': 'text/css; charset=utf-8',
  };
  for (const [path, type] of Object.entries(types)) {
    assert.equal((await get(server, path)).headers['content-type'], type, path);
  }
});

test('a hashed asset is kept for a year, others are asked for each time', async () => {
  const hashed = await get(server, '/assets/index-Bx3_Y-9z.js');
  assert.equal(hashed.headers['cache-control'], 'public, max-age=31536000, immutable');
  const plain = await get(server, '/assets/index.js');
  assert.equal(plain.headers['cache-control'], 'no-cache');
});

test('entity tags follow the content, and 304 follows them', async () => {
  const first = await get(server, '/data.bin');
  assert.match(first.headers.etag, /^"[0-9a-f]{32}"$/);
  for (const value of [first.headers.etag, `"x", W/${first.headers.etag}`, '*']) {
    const again = await get(server, '/data.bin', { 'If-None-Match': value });
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);
    assert.equal(again.headers.etag, first.headers.etag);
  }
  assert.equal((await get(server, '/data.bin', { 'If-None-Match': '"other"' })).status, 200);

  const file = join(outer, 'site/changing.txt');
  writeFileSync(file, 'one');
  const before = (await get(server, '/changing.txt')).headers.etag;
  writeFileSync(file, 'two');
  utimesSync(file, 5000, 5000);
  const after = await get(server, '/changing.txt', { 'If-None-Match': before });
  assert.equal(after.status, 200);
  assert.equal(after.body.toString(), 'two');
});

test('precompressed files go to those who take them', async () => {
  const brotli = await get(server, '/app.mjs', { 'Accept-Encoding': 'gzip, deflate, br' });
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.equal(brotli.headers.vary, 'Accept-Encoding');
  assert.equal(brotli.headers['content-type'], 'text/javascript; charset=utf-8');
  assert.equal(brotliDecompressSync(brotli.body).toString(), script);

  const gzip = await get(server, '/app.mjs', { 'Accept-Encoding': 'gzip, br;q=0' });
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(gzip.body).toString(), script);

  const plain = await get(server, '/app.mjs');
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.headers.vary, 'Accept-Encoding');
  assert.equal(plain.body.toString(), script);
  assert.equal(new Set([brotli, gzip, plain].map(({ headers }) => headers.etag)).size, 3);

  // Older than the file it was made from: not sent.
  const stale = await get(server, '/old.css', { 'Accept-Encoding': 'br' });
  assert.equal(stale.body.toString(), 'body{color:red}');
});

test('ranges', async () => {
  const part = await get(server, '/data.bin', { Range: 'bytes=10-19' });
  assert.equal(part.status, 206);
  assert.equal(part.headers['content-range'], 'bytes 10-19/1000');
  assert.deepEqual(part.body, bytes.subarray(10, 20));
  const tail = await get(server, '/data.bin', { Range: 'bytes=-5' });
  assert.deepEqual(tail.body, bytes.subarray(995));
  const open = await get(server, '/data.bin', { Range: 'bytes=990-' });
  assert.deepEqual(open.body, bytes.subarray(990));
  assert.equal((await get(server, '/data.bin', { Range: 'bytes=1000-' })).status, 416);

  // A range is of the file itself, even where a compressed form exists.
  const script10 = await get(server, '/app.mjs', { Range: 'bytes=0-9', 'Accept-Encoding': 'br' });
  assert.equal(script10.headers['content-encoding'], undefined);
  assert.equal(script10.body.toString(), script.slice(0, 10));

  const { etag } = part.headers;
  const same = await get(server, '/data.bin', { Range: 'bytes=0-0', 'If-Range': etag });
  assert.equal(same.status, 206);
  const changed = await get(server, '/data.bin', { Range: 'bytes=0-0', 'If-Range': '"old"' });
  assert.equal(changed.status, 200);
  assert.deepEqual(changed.body, bytes);
});

test('HEAD has the headers of GET and no body', async () => {
  const { status, headers, body } = await get(server, '/data.bin', {}, 'HEAD');
  assert.equal(status, 200);
  assert.equal(headers['content-length'], '1000');
  assert.equal(body.length, 0);
});

test('an empty file is served', async () => {
  const { status, body } = await get(server, '/empty.txt');
  assert.equal(status, 200);
  assert.equal(body.length, 0);
});

test('other methods are refused', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const { status, headers } = await get(server, '/', {}, method);
    assert.equal(status, 405, method);
    assert.equal(headers.allow, 'GET, HEAD');
  }
});

test('nothing outside the root can be had, and each try is logged', async () => {
  assert.equal((await get(server, '/inner-link.bin')).status, 200);
  const targets = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e%252fsecret.txt',
    '/docs/../../secret.txt',
    '/docs/%2e%2e/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/./data.bin',
    '/../site-sibling/secret.txt',
    '/%2e%2e/site-sibling/secret.txt',
    '/link.txt',
    '/folder-link/secret.txt',
    '/.hidden',
    '/.git/config',
    '/data.bin%00.html',
    '/%00',
    '/data.bin/',
    '/docs',
    '/%c0%ae%c0%ae/secret.txt',
    `/${'a/'.repeat(2000)}`,
    `/${'%2e%2e/'.repeat(500)}etc/passwd`,
    '/etc/passwd',
    '/%2fetc%2fpasswd',
    '/file:///etc/passwd',
    '/services/../secret.txt',
    '/services/x/%2e%2e/%2e%2e/secret.txt',
    '/cases/..%2f..%2fsecret.txt',
  ];
  for (const target of targets) {
    const { status, text } = await rawStatus(server, target);
    assert.ok(status === 404, `${target.slice(0, 60)} gave ${status}`);
    assert.ok(!text.includes(secret), target);
    assert.ok(!text.includes('root:'), target);
  }
  assert.match(server.log, /404 "\/\.\.%2fsecret\.txt" \(part that begins with a dot\)\n/);
  assert.match(server.log, /404 "\/link\.txt" \(link out of the root\)\n/);
  assert.match(server.log, /404 "\/\.\.\\x5csecret\.txt"/);
  for (const line of server.log.split('\n')) assert.match(line, /^[\x20-\x7e]*$/);
});

test('healthz', async () => {
  const { status, headers, body } = await get(server, '/healthz');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(JSON.parse(body).status, 'ok');
});

test('many connections at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 48 }, () => get(server, '/data.bin')),
  );
  assert.ok(answers.every(({ status, body }) => status === 200 && body.equals(bytes)));
});

test('isolation headers on request', async () => {
  const isolated = await start(['--root', join(outer, 'site'), '--isolate']);
  const { headers } = await get(isolated, '/');
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
  assert.equal(headers['cross-origin-embedder-policy'], 'require-corp');
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  await isolated.stop();
});

test('an address other than loopback is refused unless allowed', async () => {
  const root = join(outer, 'site');
  for (const address of ['0.0.0.0', '192.168.1.5', '::', 'example.org']) {
    const { code, stderr } = await runToEnd(['--root', root, '--address', address, '--port', '0']);
    assert.equal(code, 2, address);
    assert.match(stderr, /not loopback; add --allow-remote/);
  }
  const open = await start(['--root', root, '--address', '0.0.0.0', '--allow-remote']);
  assert.equal((await get(open, '/')).status, 200);
  await open.stop();
});

test('usage errors end with 2, a taken port with 1', async () => {
  const root = join(outer, 'site');
  const refused = [
    [],
    ['--root'],
    ['--root', join(outer, 'nowhere')],
    ['--root', join(outer, 'secret.txt')],
    ['--root', root, '--port', '70000'],
    ['--root', root, '--port', '80x'],
    ['--root', root, '--what'],
  ];
  for (const args of refused) {
    assert.equal((await runToEnd(args)).code, 2, args.join(' '));
  }
  const taken = await runToEnd(['--root', root, '--port', String(server.port)]);
  assert.equal(taken.code, 1);
  const help = await runToEnd(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /--allow-remote/);
});
