/** What `make` promises, made when it is first asked for; a failure is not kept, so the next asks again. */
export function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let promised: Promise<T> | undefined;
  return () => {
    if (promised !== undefined) return promised;
    const attempt = make();
    attempt.catch(() => {
      promised = undefined;
    });
    promised = attempt;
    return attempt;
  };
}
