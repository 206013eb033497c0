// Our application watched from outside, to say of itself what the peers' pages say.

/** Has to be given to the page before it is opened. */
export function watchOverread() {
  const opened = { picture: undefined, ready: undefined };
  globalThis.opened = opened;
  let handed = 0;
  let expected = 0;
  /** The stored value in the middle of each frame that came, by the name of its file. */
  const middles = new Map();
  let picture = 'awaited';
  addEventListener(
    'change',
    ({ target }) => {
      if (target.type !== 'file') return;
      handed = performance.now();
      expected = target.files.length;
      middles.clear();
      picture = 'awaited';
      Object.assign(opened, { picture: undefined, ready: undefined });
    },
    true,
  );
  const types = { uint8: Uint8Array, int16: Int16Array, uint16: Uint16Array };
  const look = ({ file }, { description, pixels }) => {
    const { rows, columns, sampleType } = description;
    const values = new types[sampleType](pixels.buffer, pixels.byteOffset, rows * columns);
    middles.set(file.name, values[(rows / 2) * columns + columns / 2]);
  };
  const taken = () => {
    if (picture === 'awaited') picture = 'decoded';
    if (middles.size === expected) opened.ready ??= performance.now() - handed;
  };
  // The page counts what it has painted.
  new MutationObserver(() => {
    if (picture !== 'decoded') return;
    picture = 'painted';
    const now = performance.now();
    requestAnimationFrame((frame) => (opened.picture = Math.max(now, frame) - handed));
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-paints'] });
  const Native = globalThis.Worker;
  globalThis.Worker = class extends Native {
    asked = [];
    isWatched = false;
    constructor(...which) {
      super(...which);
      // Before the application's own listener, which lets go of the pixels.
      this.addEventListener('message', ({ data }) => {
        const [answered] = this.asked;
        if (answered?.op === 'frame' && data.answer !== undefined) look(answered, data.answer);
      });
    }
    postMessage(request, ...rest) {
      // After it: it has the frame in its cache then, and has asked for the next.
      if (!this.isWatched) {
        this.isWatched = true;
        this.addEventListener('message', ({ data }) => {
          if (this.asked.shift()?.op === 'frame' && data.answer !== undefined) taken();
        });
      }
      this.asked.push(request);
      super.postMessage(request, ...rest);
    }
  };
  globalThis.viewer = {
    middles: () => [...middles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value),
  };
}
