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

/** The folders its paths may count from: a DICOMDIR's own; of a directory inside the medium also those above. */
function foldersOf(directory: string): string[] {
  const folders = [directory.slice(0, directory.lastIndexOf('/') + 1)];
  if (plain(directory).endsWith('DICOMDIR')) return folders;
  for (let folder = folders[0] ?? ''; folder !== ''; ) {
    folder = folder.replace(/[^/]*\/$/, '');
    folders.push(folder);
  }
  return folders;
}

/**
 * Files that a DICOMDIR names and that did not come with it.
 *
 * @param directory The DICOMDIR's own name.
 * @param listed Paths from the folder it lies in; of one that is no DICOMDIR maybe from one above.
 * @param arrived Names of everything that came. Where no folders came, the last part of a path is enough.
 */
export function missingFiles(directory: string, listed: readonly string[], arrived: Iterable<string>): string[] {
  const folders = foldersOf(slashed(directory));
  const own = folders[0] ?? '';
  const there = new Set<string>();
  let flat = true;
  for (const given of arrived) {
    const name = slashed(given);
    there.add(plain(name));
    flat &&= !name.startsWith(own) || !name.slice(own.length).includes('/');
  }
  const isThere = (path: string): boolean => folders.some((folder) => there.has(plain(folder + path)));
  return [...new Set(listed)].filter(
    (path) => !isThere(path) && !(flat && there.has(plain(own + path.slice(path.lastIndexOf('/') + 1)))),
  );
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
