/** Something took longer than it may. */
export class TimeLimitError extends Error {
  constructor(readonly seconds: number) {
    super(`It takes longer than ${seconds} s`);
    this.name = 'TimeLimitError';
  }
}

/**
 * The outcome of `work`, or a TimeLimitError. Only seconds in which the page is seen count: a browser
 * paints nothing in a hidden one, and what paints waits there.
 */
export async function withinSeconds<T>(seconds: number, work: Promise<T>): Promise<T> {
  let left = seconds;
  let timer: ReturnType<typeof setInterval> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (!document.hidden) left -= 1;
      if (left <= 0) reject(new TimeLimitError(seconds));
    }, 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearInterval(timer);
  }
}
