/** What the decode workers of a page were asked for and answered, watched from outside. */

/** Has to be given to the page before it is opened. */
export function watchDecoding() {
  const seen = {
    /** Workers that live, and those that were ended. */
    workers: 0,
    ended: 0,
    asked: 0,
    answered: 0,
    /** Fingerprints (FNV-1a) of the frames that came, with their sizes. */
    frames: new Map(),
    /** Names of the files that were read, and of those that were refused with the reason. */
    read: new Set(),
    refused: new Map(),
    /** The most that a worker's modules took. */
    memoryBytes: 0,
  };
  globalThis.decoding = seen;
  const Native = globalThis.Worker;
  const fingerprint = (bytes) => {
    let hash = 0x811c9dc5;
    for (let at = 0; at < bytes.length; ++at) hash = Math.imul(hash ^ bytes[at], 0x01000193);
    return hash >>> 0;
  };
  /** Of files whose bytes are here and are decoded later. */
  const names = new WeakMap();
  const look = ({ description: { rows, columns, samplesPerPixel }, pixels }) => {
    seen.frames.set(fingerprint(pixels), [rows, columns, samplesPerPixel, pixels.length]);
  };
  const take = ({ op, name, file }, { answer, error, memoryBytes }) => {
    seen.answered += 1;
    seen.memoryBytes = Math.max(seen.memoryBytes, memoryBytes);
    if (error !== undefined) seen.refused.set(name ?? names.get(file) ?? file?.webkitRelativePath ?? '', error.message);
    else if (op === 'read') {
      seen.read.add(name);
      if (answer.ready?.bytes !== undefined) names.set(answer.ready.bytes, name);
      if (answer.ready?.pixels !== undefined) look(answer.ready);
    } else if (op === 'frame') look(answer);
  };
  globalThis.Worker = class extends Native {
    constructor(address, options) {
      super(address, options);
      if (options?.name !== 'decode') return;
      seen.workers += 1;
      this.isDecoding = true;
      this.addEventListener('message', ({ data }) => {
        if (this.request !== undefined) take(this.request, data);
        this.request = undefined;
      });
    }
    postMessage(message, ...rest) {
      if (this.isDecoding) {
        seen.asked += 1;
        this.request = message;
      }
      super.postMessage(message, ...rest);
    }
    terminate() {
      if (this.isDecoding) {
        seen.workers -= 1;
        seen.ended += 1;
      }
      super.terminate();
    }
  };
}
