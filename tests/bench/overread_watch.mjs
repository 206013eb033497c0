// Our application watched from outside, to say of itself what the peers' pages say.

/** Has to be given to the page before it is opened. */
export function watchOverread() {
  const opened = { picture: undefined, ready: undefined };
  globalThis.opened = opened;
  let handed = 0;
  let expected = 0;
  /** The stored value in the middle of each frame that came, by the name of its file. */
  const middles = new Map();
  /** Of files whose bytes are here and are decoded later. */
  const names = new WeakMap();
  let picture = 'awaited';
  addEventListener(
    'change',
    ({ target }) => {
      if (target.type !== 'file') return;
      handed = performance.now();
      expected = target.files.length;
      middles.clear();
      before = Number(document.documentElement.dataset.frames ?? 0);
      picture = 'awaited';
      Object.assign(opened, { picture: undefined, ready: undefined });
    },
    true,
  );
  const types = { uint8: Uint8Array, int16: Int16Array, uint16: Uint16Array };
  const look = (name, { description, pixels }) => {
    const { rows, columns, sampleType } = description;
    const values = new types[sampleType](pixels.buffer, pixels.byteOffset, rows * columns);
    middles.set(name, values[(rows / 2) * columns + columns / 2]);
  };
  const isNamed = (name) => (record) => record.attributeName === name;
  // The page counts the frames that its core has taken, and what it has painted.
  let before = 0;
  new MutationObserver((records) => {
    const frames = Number(document.documentElement.dataset.frames ?? 0);
    if (records.some(isNamed('data-frames'))) {
      if (picture === 'awaited') picture = 'decoded';
      if (frames - before >= expected && middles.size === expected) opened.ready ??= performance.now() - handed;
    }
    if (picture !== 'decoded' || !records.some(isNamed('data-paints'))) return;
    picture = 'painted';
    const now = performance.now();
    requestAnimationFrame((frame) => (opened.picture = Math.max(now, frame) - handed));
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-frames', 'data-paints'] });
  const Native = globalThis.Worker;
  globalThis.Worker = class extends Native {
    asked = [];
    constructor(...which) {
      super(...which);
      // Before the application's own listener, which lets go of the pixels.
      this.addEventListener('message', ({ data: { answer } }) => {
        const asked = this.asked.shift();
        if (answer === undefined) return;
        if (asked.op === 'frame') look(asked.file.name ?? names.get(asked.file), answer);
        else if (answer.ready?.pixels !== undefined) look(asked.name, answer.ready);
        else if (answer.ready !== undefined) names.set(answer.ready.bytes, asked.name);
      });
    }
    postMessage(request, ...rest) {
      this.asked.push(request);
      super.postMessage(request, ...rest);
    }
  };
  globalThis.viewer = {
    middles: () => [...middles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value),
  };
}
