/** The cell "rendered frame": RGBA of chosen frames against the rendering worked out by display_rules.py. */
import { createHash } from 'node:crypto';
import { renderedFrames } from './collection.mjs';
import { renderFrame } from './engine.mjs';

/** Largest difference of one frame, or undefined where it is not the picture that was compared. */
function differenceOf(rgba, { sha256, compared_sha256: compared, largest_difference: largest }) {
  const hash = createHash('sha256').update(rgba).digest('hex');
  if (hash === sha256) return 0;
  return hash === compared ? Number(largest) : undefined;
}

const limitOf = ({ rule }) => (/^(color|palette)/.test(rule) ? 2 : 1);

/** @returns {{ state: 'right' | 'refused' | 'alone' | 'nothing' | 'wrong', text: string }} */
export function renderedCell(path, file, { frames, state, text }, { rendered }) {
  if (state === 'nothing') return { state, text };
  if (frames === 0) return { state, text: 'refused with the pixels' };
  const numbers = renderedFrames(frames);
  const several = numbers.length > 1 ? `frames ${numbers.join(' and ')} of ${frames}, ` : '';
  let largest = 0;
  const rules = new Set();
  for (const number of numbers) {
    const expected = rendered.get(`${path}#${number}`);
    if (expected === undefined) return { state: 'wrong', text: `frame ${number} was not compared` };
    let rgba;
    try {
      rgba = renderFrame(file, number);
    } catch (error) {
      return { state: 'alone', text: `refused: ${error.message}` };
    }
    const difference = differenceOf(rgba, expected);
    if (difference === undefined) return { state: 'wrong', text: `frame ${number} is not the picture compared` };
    if (difference > limitOf(expected)) {
      return { state: 'wrong', text: `frame ${number} differs by ${difference} at most: ${expected.rule}` };
    }
    largest = Math.max(largest, difference);
    rules.add(expected.rule);
  }
  return { state: 'right', text: `${several}${largest === 0 ? 'equal' : `within ${largest}`}: ${[...rules].join('; ')}` };
}
