// Starts overread-server on a free port over a folder made for the test, and talks to it in plain
// TCP where fetch() would tidy the path up first.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const program = process.env.OVERREAD_SERVER;
if (!program) throw new Error('OVERREAD_SERVER names the program to test');

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A folder that is gone after the test; files: { 'a/b.txt': contents }. */
export function folderOf(files) {
  const root = mkdtempSync(join(tmpdir(), 'overread-server-'));
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), contents);
  }
  return root;
}

export const removeFolder = (root) => rmSync(root, { recursive: true, force: true });

/** Runs the program to its end. */
export function runToEnd(args) {
  return new Promise((resolve) => {
    const child = spawn(program, args);
    let stderr = '';
    let stdout = '';
    child.stderr.on('data', (data) => (stderr += data));
    child.stdout.on('data', (data) => (stdout += data));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The server in the background: its address, what it logged so far, and how to end it. */
export function start(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, '--port', '0']);
    const server = { url: '', port: 0, log: '', stop: null };
    server.stop = () =>
      new Promise((ended) => {
        child.on('close', (code) => ended(code));
        child.kill('SIGTERM');
      });
    child.stderr.on('data', (data) => (server.log += data));
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`ended with ${code}: ${server.log}`)));
    let stdout = '';
    child.stdout.on('data', (data) => {
      stdout += data;
      const line = /^overread-server: (http:\/\/.*:(\d+)\/)\n/.exec(stdout);
      if (!line) return;
      server.url = line[1];
      server.port = Number(line[2]);
      resolve(server);
    });
  });
}

/** One request with headers exactly as given; the body as a Buffer, nothing decoded. */
export function get(server, path, headers = {}, method = 'GET') {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port: server.port, path, method, headers, agent: false },
      (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
}

/** The status of a request line that is sent as it is, byte for byte. */
export function rawStatus(server, target) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1');
    let text = '';
    socket.on('connect', () =>
      socket.write(
        Buffer.from(`GET ${target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n`, 'latin1'),
      ),
    );
    socket.on('data', (data) => (text += data.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text }));
  });
}
