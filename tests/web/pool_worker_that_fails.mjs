/** The pool's worker, but for three frame numbers: 13 traps, 14 never ends, 15 takes the worker along. */
const stringify = JSON.stringify;
JSON.stringify = (value, ...rest) => {
  switch (value?.frameNumber) {
    case 13:
      throw new WebAssembly.RuntimeError('unreachable');
    case 14:
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      break;
    case 15:
      process.exit(3);
  }
  return stringify(value, ...rest);
};
await import('../../build/web/core/pool_worker.js');
