/** DICOMDIRs: what they name beside what is there (PS3.10 8, PS3.12). */
import { CoreError } from 'overread-core';

const namedAtMost = 5;

/** Names on media differ in case, and ISO 9660 adds a dot and a version. */
function plain(path: string): string {
  return path.toUpperCase().replace(/\.?(;\d+)?$/, '');
}

/** Some archives made under Windows part folders by backslashes. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/**
 * Files that a DICOMDIR names and that did not come with it.
 *
 * @param directory The DICOMDIR's own name.
 * @param listed Paths from the folder it lies in.
 * @param arrived Names of everything that came. Where no folders came, the last part of a path is enough.
 */
export function missingFiles(directory: string, listed: readonly string[], arrived: Iterable<string>): string[] {
  const root = slashed(directory);
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  const there = new Set<string>();
  let flat = true;
  for (const given of arrived) {
    const name = slashed(given);
    if (!name.startsWith(folder)) continue;
    const path = plain(name.slice(folder.length));
    there.add(path);
    flat &&= !path.includes('/');
  }
  return [...new Set(listed)].filter((path) => {
    const whole = plain(path);
    return !there.has(whole) && !(flat && there.has(whole.slice(whole.lastIndexOf('/') + 1)));
  });
}

/** What to tell about missingFiles(), nothing when all are there. */
export function missingFilesError(listed: readonly string[], missing: readonly string[]): CoreError | undefined {
  if (missing.length === 0) return undefined;
  const more = missing.length > namedAtMost ? ` and ${missing.length - namedAtMost} more` : '';
  return new CoreError(
    'not-found',
    `${missing.length} of the ${new Set(listed).size} files it names are not here: ` +
      `${missing.slice(0, namedAtMost).join(', ')}${more}`,
  );
}
