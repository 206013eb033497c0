/** The differences from dcmjs that are known: where it departs from the standard, and which clause says so. */
import { readFile } from 'node:fs/promises';

const known = JSON.parse(await readFile(new URL('known_differences.json', import.meta.url), 'utf8')).map(
  ({ file, difference, written = false }) => ({ file: new RegExp(file), difference: new RegExp(difference), written }),
);

/**
 * The differences that are not known.
 *
 * @param lines Of `differences()`: what dcmjs made of a file, and what was found.
 * @param written True where dcmjs read on both sides, the file and what it was written as.
 */
export function surprising(name, lines, { written = false } = {}) {
  const own = known.filter((one) => (written || !one.written) && one.file.test(name));
  return lines.filter((line) => !own.some(({ difference }) => difference.test(line)));
}
