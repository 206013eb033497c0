/** The cell "decoded pixels": stored values of all frames against another program's. */
import { createHash } from 'node:crypto';
import { decodeFrame } from './engine.mjs';
import { refusedAlone } from './refusal.mjs';

/** SHA-256 over the little-endian stored values of all frames. */
function hashOfFrames(file) {
  const hash = createHash('sha256');
  const first = decodeFrame(file);
  hash.update(first.bytes);
  for (let number = 2; number <= first.frames; ++number) hash.update(decodeFrame(file, number).bytes);
  return { hash: hash.digest('hex'), frames: first.frames };
}

const decoderNames = { 'pydicom+Pillow': 'pydicom with Pillow' };
const decoderName = (name) => decoderNames[name] ?? `DCMTK ${name}`;

function agreedCell(hash, { gdcm_sha256_le: expected, second_decoder: second }) {
  if (hash === expected) return { state: 'right', text: `equal: GDCM, ${decoderName(second)}` };
  return { state: 'wrong', text: `differs from GDCM and ${decoderName(second)}, which agree` };
}

function judgedCell(hash, { outcome, decoder, sha256, compared_sha256: compared, largest_difference: largest, note }) {
  if (outcome !== 'values') return { state: 'wrong', text: `values, and ${decoder}: ${outcome} ${note}` };
  if (hash === sha256) return { state: 'right', text: `equal: ${decoder}` };
  if (hash === compared) return { state: 'right', text: `within ${largest}: ${decoder}` };
  return { state: 'wrong', text: `differs from ${decoder}` };
}

function refusedCell(path, message, expected) {
  const other = expected.pixels.get(path);
  if (other?.outcome === 'no pixels') return { state: 'nothing', text: 'no pixels' };
  if (other?.outcome === 'not DICOM') return { state: 'nothing', text: 'no DICOM file' };
  if (other === undefined || other.outcome === 'values') {
    return { state: 'wrong', text: `refused: ${message}; ${other?.decoder ?? 'GDCM'} gives values` };
  }
  const text = `refused: ${message}; ${other.decoder}: ${other.note}`;
  return expected.byGdcm.has(path) ? refusedAlone(path, `${text}; GDCM gives values`, expected) : { state: 'refused', text };
}

/** @returns {{ state: 'right' | 'refused' | 'alone' | 'nothing' | 'wrong', text: string, frames: number, message?: string }} */
export function pixelsCell(path, file, expected) {
  let decoded;
  try {
    decoded = hashOfFrames(file);
  } catch (error) {
    const { message } = error;
    return { ...refusedCell(path, message, expected), frames: 0, message };
  }
  const { hash, frames } = decoded;
  const agreed = expected.agreed.get(path);
  return { ...(agreed ? agreedCell(hash, agreed) : judgedCell(hash, expected.pixels.get(path))), frames };
}
