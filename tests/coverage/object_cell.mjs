/** The cell "object shown": what the page makes of a file, against what pydicom counts in it. */
import { instanceHeader, mediaDirectory, readObject } from './engine.mjs';
import { refusedAlone } from './refusal.mjs';

const counted = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

function reportPhrase({ items }) {
  const references = sum(items.map((item) => item.references?.length ?? 0));
  return `tree, ${counted(items.length, 'item')}, ${counted(references, 'reference')}`;
}

function structuresPhrase({ regions }) {
  const contours = regions.flatMap((region) => region.contours);
  const points = sum(contours.map((contour) => contour.point_count));
  return [counted(regions.length, 'structure'), counted(contours.length, 'contour'), counted(points, 'point')].join(', ');
}

function cardPhrase({ sop_class_name: name, waveforms, document }) {
  const said = [name];
  if (waveforms.length > 0) {
    const groups = waveforms.map((group) => `${group.channel_count} × ${group.sample_count}`);
    said.push(`channels × samples ${groups.join(', ')}`);
  }
  if (document) said.push(`${document.mime_type} of ${document.size} bytes`);
  return `card: ${said.join(', ')}`;
}

function phraseOf(content, header) {
  switch (content.kind) {
    case 'report':
    case 'key-objects':
      return reportPhrase(content.report);
    case 'segmentation':
      return `${counted(content.segmentation.segments.length, 'segment')}, ${counted(content.segmentation.frames.length, 'frame')}`;
    case 'structure-set':
      return structuresPhrase(content.set);
    case 'video':
      return 'picture';
    default:
      // core/objects/object.cpp, object_kind
      if (header.rows > 0 && content.card.unread_transfer_syntax_uid === '') return 'picture';
      return cardPhrase(content.card);
  }
}

/** The page keeps nothing without UID and pixels but a DICOMDIR: web/app/src/workers/decode_worker.ts, intake.ts */
function namelessCell(file, expected) {
  const files = mediaDirectory(file);
  const phrase = files === null ? undefined : `directory, ${counted(files.length, 'file')}`;
  if (phrase !== undefined) return { state: phrase === expected ? 'right' : 'wrong', text: phrase };
  const text = 'refused: neither an image nor an object of a study';
  if (expected === 'no object of a study') return { state: 'refused', text };
  return { state: 'wrong', text: `${text}; pydicom: ${expected}` };
}

/** A picture can be shown where it can be decoded; whether others decode it, the pixels' cell says. */
function pictureCell({ state, message }) {
  if (message === undefined) return { state: 'right', text: 'picture' };
  return { state, text: `refused with the pixels: ${message}` };
}

/** @param expected What pydicom finds there. */
function refusedCell(path, message, expected, pixels, reviews) {
  const text = `refused: ${message}`;
  if (expected === 'not DICOM') return { state: 'nothing', text };
  if (expected === 'no object of a study') return { state: 'refused', text: `${text}; pydicom: ${expected}` };
  if (expected === 'picture' && pixels.message !== undefined) return pictureCell(pixels);
  return refusedAlone(path, `${text}; pydicom: ${expected}`, reviews);
}

/**
 * @param pixels The cell "decoded pixels".
 * @returns {{ state: 'right' | 'refused' | 'alone' | 'nothing' | 'wrong', text: string }}
 */
export function objectCell(path, file, pixels, { objects, reviewed }) {
  const expected = objects.get(path)?.phrase ?? 'nothing';
  let phrase;
  try {
    const header = instanceHeader(file);
    if (header.rows === 0 && header.sop_instance_uid === '') return namelessCell(file, expected);
    phrase = phraseOf(readObject(file), header);
  } catch (error) {
    return refusedCell(path, error.message, expected, pixels, { reviewed });
  }
  if (phrase === expected) return phrase === 'picture' ? pictureCell(pixels) : { state: 'right', text: phrase };
  return { state: 'wrong', text: `${phrase}; pydicom: ${expected}` };
}
