/** The sources that read archives, with one file in memory, `globalThis.fuzzedFile`, in place of the disk. */
import { source } from '../web/source.mjs';

export function archiveSources() {
  return source('../tests/fuzz/archive_readers.mjs', {
    './environment.js': 'export const complain = () => undefined; export const reasonOf = (error) => error.message;',
    'node:fs': 'export const openAsBlob = async () => new Blob([globalThis.fuzzedFile]);',
    'node:fs/promises':
      'export const stat = async () => ({ isDirectory: () => false });' +
      'export const readdir = async () => []; export const realpath = async (path) => path;',
  });
}
