/** A cell for what is refused here and read by another program. */

/**
 * Whoever refuses alone is wrong, unless reviewed_refusals.tsv says why that is right.
 * @returns {{ state: 'refused' | 'alone', text: string }}
 */
export function refusedAlone(path, text, { reviewed }) {
  const reason = reviewed.get(path)?.reason;
  return reason === undefined ? { state: 'alone', text } : { state: 'refused', text: `${text}; on purpose: ${reason}` };
}
