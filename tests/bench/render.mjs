// The picture a plain JavaScript loop makes of decoded values: what a viewer without a renderer
// does. Monochrome, linear VOI function (PS3.3 C.11.2.1.2.1).

export function renderInJavaScript(image, pixels, { center, width }) {
  const out = new Uint8ClampedArray(image.rows * image.columns * 4);
  const low = center - 0.5 - (width - 1) / 2;
  const high = center - 0.5 + (width - 1) / 2;
  const inverted = image.photometricInterpretation === 'MONOCHROME1';
  for (let i = 0, at = 0; i < pixels.length; i++, at += 4) {
    const value = pixels[i] * image.slope + image.intercept;
    let shown;
    if (value <= low) shown = 0;
    else if (value > high) shown = 255;
    else shown = ((value - (center - 0.5)) / (width - 1) + 0.5) * 255;
    if (inverted) shown = 255 - shown;
    out[at] = shown;
    out[at + 1] = shown;
    out[at + 2] = shown;
    out[at + 3] = 255;
  }
  return out;
}

/** The largest difference between two pictures, in gray levels. */
export function largestDifference(a, b) {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}
