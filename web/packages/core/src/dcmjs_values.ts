/** How dcmjs sees values: by VR, from the texts that are in a file. */
export const pixelDataTag = '7FE00010';
export const binaryVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
export const numberVrs = new Set(['FD', 'FL', 'SL', 'SS', 'UL', 'US']);
export const bigIntegerVrs = new Set(['SV', 'UV']);

const decimalVrs = new Set(['DS', 'IS']);
/** dcmjs drops all white space at the end of these, line ends too. */
const trimmedVrs = new Set(['LT', 'ST', 'UC', 'UT']);

/** What is no number after letters were dropped is null. */
function decimalString(text: string): number | null {
  const digits = text.trim().replace(/[^0-9.\\\-+e]/gi, '');
  const number = Number(digits);
  return digits === '' || !Number.isFinite(number) ? null : number;
}

function integerString(text: string): number | null {
  const digits = text.trim();
  return /^[+-]?\d+$/.test(digits) ? Number(digits) : null;
}

/** True for VRs whose texts say more than what dcmjs makes of them. */
export function losesText(vr: string): boolean {
  return decimalVrs.has(vr) || trimmedVrs.has(vr);
}

/** One text of such a VR as dcmjs gives it. */
export function formatted(vr: string, text: string): string | number | null {
  if (vr === 'DS') return decimalString(text);
  if (vr === 'IS') return integerString(text);
  return trimmedVrs.has(vr) ? text.trimEnd() : text;
}
