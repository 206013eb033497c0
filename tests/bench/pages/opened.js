// When a viewer was handed files, had drawn the first picture and had decoded all of them: what every page of the
// bench says of itself, in `opened` and in milliseconds since the files came.

/** @returns where the viewer says what it has done. */
export function watchFiles(input) {
  const opened = { picture: undefined, ready: undefined };
  globalThis.opened = opened;
  let handed = 0;
  let drawn = false;
  input.addEventListener('change', () => {
    handed = performance.now();
    drawn = false;
    Object.assign(opened, { picture: undefined, ready: undefined });
  });
  return {
    /** The picture is seen with the next frame of the page. */
    drawn() {
      if (drawn) return;
      drawn = true;
      const now = performance.now();
      requestAnimationFrame((frame) => (opened.picture = Math.max(now, frame) - handed));
    },
    decoded() {
      opened.ready = performance.now() - handed;
    },
  };
}
