/** Documents in DICOM files, and PDFs, written byte by byte. */
import { element, file } from '../web/dataset_bytes.mjs';

/** Identity in the study of smallCt(). */
export function identity(sopClass, uid, modality) {
  return [
    element(0x0008, 0x0016, 'UI', sopClass),
    element(0x0008, 0x0018, 'UI', uid),
    element(0x0008, 0x0060, 'CS', modality),
    element(0x0010, 0x0010, 'PN', 'Phantom^Small'),
    element(0x0020, 0x000d, 'UI', '1.2.3'),
    element(0x0020, 0x000e, 'UI', '1.2.3.9'),
    element(0x0020, 0x0013, 'IS', '1'),
  ];
}

/** An Encapsulated PDF, or whatever `mimeType` says, around `bytes`. */
export function encapsulated(bytes, { uid, title, mimeType = 'application/pdf' }) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return file([
    ...identity('1.2.840.10008.5.1.4.1.1.104.1', uid, 'DOC'),
    element(0x0042, 0x0010, 'ST', title),
    element(0x0042, 0x0011, 'OB', bytes),
    element(0x0042, 0x0012, 'LO', mimeType),
    element(0x0042, 0x0015, 'UL', length),
  ]);
}

/**
 * A PDF of these objects (numbers 1, 2, …; the first is the catalog), with its table of offsets.
 * @param trailer  Further entries of the trailer.
 */
export function pdfOf(objects, { trailer = '' } = {}) {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${text.lastIndexOf('xref\n0 ')}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

export function stream(content, entries = '') {
  return `<< /Length ${content.length} ${entries}>>\nstream\n${content}\nendstream`;
}

/**
 * A PDF of A4 pages, each with one line in Helvetica, which the file does not bring, and a block of a color.
 * @param pages    [{text, rgb: [r, g, b] from 0 to 1, content, entries}]; `content` is drawn after the block, `entries` are
 *                 further ones of the page.
 * @param catalog  Further entries of the catalog.
 * @param more     Further objects; the first has the number that `numberOfMore(pages.length)` says.
 */
export function pdf(pages, { catalog = '', more = [] } = {}) {
  const font = 3;
  const pageNumber = (index) => font + 1 + 2 * index;
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ');
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog}>>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  pages.forEach(({ text, rgb, content = '', entries = '', resources = '' }, index) => {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${pageNumber(index) + 1} 0 R ` +
        `/Resources << /Font << /F1 ${font} 0 R >> ${resources}>> ${entries}>>`,
      stream(`${rgb.join(' ')} rg 72 600 451 120 re f 0 g BT /F1 24 Tf 72 500 Td (${text}) Tj ET\n${content}`),
    );
  });
  return pdfOf([...objects, ...more]);
}

/** The number of the first further object of a PDF of so many pages. */
export function numberOfMore(pageCount) {
  return 4 + 2 * pageCount;
}
