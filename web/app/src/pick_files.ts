import type { IncomingFile } from './intake.js';

/** Asks the reader for files or a folder. Has to be called in answer to a press. */
export function pickFiles(folder: boolean, onPicked: (files: IncomingFile[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.hidden = true;
  if (folder) input.webkitdirectory = true;
  input.addEventListener('change', () => {
    const files = Array.from(input.files ?? [], (file) => ({
      name: file.webkitRelativePath || file.name,
      file,
    }));
    input.remove();
    if (files.length > 0) onPicked(files);
  });
  input.addEventListener('cancel', () => {
    input.remove();
  });
  document.body.append(input);
  input.click();
}

/** Told of a file or folder that cannot be read. */
type OnMissed = (name: string, error: unknown) => void;

function readEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject);
  });
}

async function filesUnder(entry: FileSystemEntry, onMissed: OnMissed): Promise<IncomingFile[]> {
  const name = entry.fullPath.replace(/^\//, '');
  const files: IncomingFile[] = [];
  try {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => {
        (entry as FileSystemFileEntry).file(resolve, reject);
      });
      return [{ name, file }];
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A reader gives at most a hundred entries at a time.
    for (let entries = await readEntries(reader); entries.length > 0; entries = await readEntries(reader)) {
      for (const inner of entries) files.push(...(await filesUnder(inner, onMissed)));
    }
  } catch (error) {
    onMissed(name, error);
  }
  return files;
}

/** The files of a drop, folders walked through. Has to be called while the event is dispatched. */
export async function droppedFiles(data: DataTransfer, onMissed: OnMissed): Promise<IncomingFile[]> {
  const entries: FileSystemEntry[] = [];
  const loose: IncomingFile[] = [];
  for (const item of data.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry !== null) entries.push(entry);
    else if (file !== null) loose.push({ name: file.name, file });
  }
  const walked = await Promise.all(entries.map((entry) => filesUnder(entry, onMissed)));
  return [...loose, ...walked.flat()];
}

/** Shows `overlay` while files are dragged over the window and gives away what is dropped. */
export function acceptDrops(
  overlay: HTMLElement,
  onDropped: (files: IncomingFile[]) => void,
  onMissed: OnMissed,
): void {
  let depth = 0;
  const carriesFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false;
  const show = (): void => {
    overlay.hidden = depth === 0;
  };
  addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth += 1;
    show();
  });
  addEventListener('dragleave', (event) => {
    if (!carriesFiles(event)) return;
    depth = Math.max(0, depth - 1);
    show();
  });
  addEventListener('dragover', (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    depth = 0;
    show();
    if (event.dataTransfer === null || !carriesFiles(event)) return;
    event.preventDefault();
    void droppedFiles(event.dataTransfer, onMissed).then((files) => {
      if (files.length > 0) onDropped(files);
    });
  });
}
