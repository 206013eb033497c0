// Hands images to the worker, one at a time: the application decodes in a worker, too.
const worker = new Worker(new URL('./decode_worker.js', import.meta.url), { type: 'module' });

/** @returns what the worker answers to {label, address, rounds}. */
globalThis.decodeInWorker = (request) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
