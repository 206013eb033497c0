// Times of several ways to do one thing, in turns, so that a machine that slows down slows all.

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const once = (run) => {
  const begin = performance.now();
  run();
  return performance.now() - begin;
};

/**
 * @param runs    functions to time.
 * @param rounds  turns each gets; a turn lasts about `turnMs` and at least three runs.
 * @returns milliseconds a run: the median of each one's turns' medians.
 */
export function measure(runs, { rounds = 5, turnMs = 60 } = {}) {
  const counts = runs.map((run) => {
    once(run);
    return Math.max(3, Math.ceil(turnMs / Math.max(Math.min(once(run), once(run)), 0.01)));
  });
  const medians = runs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    runs.forEach((run, i) => {
      medians[i].push(median(Array.from({ length: counts[i] }, () => once(run))));
    });
  }
  return medians.map(median);
}
