/** One row for each file of the collection. */
import { bytesOf, collectedPaths, expectations } from './collection.mjs';
import { objectCell } from './object_cell.mjs';
import { pixelsCell } from './pixels_cell.mjs';
import { renderedCell } from './rendered_cell.mjs';

/** @returns rows of {path, pixels, rendered, object}, each cell with its state and text. */
export async function coverageRows() {
  const expected = await expectations();
  const rows = [];
  for (const path of await collectedPaths()) {
    const file = await bytesOf(path);
    const pixels = pixelsCell(path, file, expected);
    const rendered = renderedCell(path, file, pixels, expected);
    rows.push({ path, pixels, rendered, object: objectCell(path, file, pixels, expected) });
  }
  return rows;
}
