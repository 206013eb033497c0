/** Compares naturalized data sets member by member. */
function kindOf(value) {
  if (value instanceof ArrayBuffer) return 'bytes';
  if (ArrayBuffer.isView(value)) return 'bytes';
  if (Array.isArray(value)) return 'list';
  if (value !== null && typeof value === 'object') return 'object';
  return 'plain';
}

function sameBytes(a, b) {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
}

function shown(value) {
  if (value instanceof ArrayBuffer) return `${value.byteLength} bytes`;
  const text = typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);
  return text === undefined ? String(value) : text.slice(0, 80);
}

/** @returns {string[]} "path: expected ≠ found", one a difference. */
export function differences(expected, found, path = '') {
  const kind = kindOf(expected);
  if (kind !== kindOf(found)) return [`${path}: ${shown(expected)} ≠ ${shown(found)}`];
  if (kind === 'bytes') return sameBytes(expected, found) ? [] : [`${path}: bytes differ, ${shown(expected)} ≠ ${shown(found)}`];
  if (kind === 'plain') return expected === found || (Number.isNaN(expected) && Number.isNaN(found)) ? [] : [`${path}: ${shown(expected)} ≠ ${shown(found)}`];
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].flatMap((name) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (!Object.hasOwn(found, name)) return [`${at}: missing`];
    if (!Object.hasOwn(expected, name)) return [`${at}: not expected, ${shown(found[name])}`];
    return differences(expected[name], found[name], at);
  });
}
