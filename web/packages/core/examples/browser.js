/** Draws the first frame of the chosen file. It is decoded in a worker: the page stays alive. */
import { CoreError, createPool } from 'overread-core/pool';

const [file, status, canvas] = ['file', 'status', 'picture'].map((id) => document.getElementById(id));
const pool = createPool();
let newest = new AbortController();

async function show(chosen) {
  newest.abort();
  newest = new AbortController();
  const { signal } = newest;
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const { rows, columns, window, pixels } = await pool.renderFrame(bytes, 1, { signal, transfer: true });
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext('2d').putImageData(new ImageData(pixels, columns, rows), 0, 0);
  const shown = window === undefined ? 'color' : `window ${window.center} / ${window.width}`;
  status.value = `${columns} × ${rows}, ${shown}`;
}

file.addEventListener('change', () => {
  const [chosen] = file.files;
  if (chosen === undefined) return;
  show(chosen).catch((error) => {
    // A newer file took its place.
    if (error.name === 'AbortError') return;
    status.value = error instanceof CoreError ? `${error.code}: ${error.message}` : String(error);
  });
});
