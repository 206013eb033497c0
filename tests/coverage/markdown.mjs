/** The rows as the text of COVERAGE.md. */

const columns = [
  ['pixels', 'decoded pixels'],
  ['rendered', 'rendered frame'],
  ['object', 'object shown'],
];

const states = [
  ['right', 'as others have it'],
  ['refused', 'refused by others as well, or on purpose, with the reason'],
  ['alone', 'refused, where others read it'],
  ['nothing', 'nothing there to show'],
  ['wrong', 'otherwise than others have it'],
];

const introduction = `# What becomes of real files

One row for each file of the collection. Made by \`node tests/coverage/coverage.mjs\`; \`./overread test web\` makes it
again and fails where it differs. Who the others are and how the tables they left were written:
[tests/coverage](../../tests/coverage/README.md).

- **decoded pixels**: the stored values of all frames. *equal*: to the last bit, with the programs named; *within N*: no
  value is further away.
- **rendered frame**: RGBA of the first frame, and of one in the middle where there are several, against a rendering worked
  out from the standard by numpy and pydicom, in levels of 0–255. After the colon the stages that the file needs; *own
  window*: it gives none ([PIXEL_PIPELINE.md](../image/PIXEL_PIPELINE.md)).
- **object shown**: what the page makes of the file; counts and names are those that pydicom finds.

A refusal is *alone* unless the other program refuses the file, too, or
[reviewed_refusals.tsv](../../tests/coverage/reviewed_refusals.tsv) says why refusing is right (*on purpose*).
`;

const escaped = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function summary(rows) {
  const count = (column, state) => rows.filter((row) => row[column].state === state).length;
  return [
    `| of ${rows.length} files | ${columns.map(([, title]) => title).join(' | ')} |`,
    '|---|---:|---:|---:|',
    ...states.map(([state, words]) => `| ${words} | ${columns.map(([column]) => count(column, state)).join(' | ')} |`),
  ].join('\n');
}

function table(rows) {
  return [
    `| file | ${columns.map(([, title]) => title).join(' | ')} |`,
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.path} | ${columns.map(([column]) => escaped(row[column].text)).join(' | ')} |`),
  ].join('\n');
}

export function markdownOf(rows) {
  return `${introduction}\n${summary(rows)}\n\n## File by file\n\n${table(rows)}\n`;
}
