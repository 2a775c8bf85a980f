/**
 * Works on 0 .. count-1, a few at a time. Each piece is handed its turn: a promise that resolves when the piece
 * before it is done, so that what has to happen in order can wait for it while the rest overlaps.
 *
 * @param ahead pieces under way at once
 */
export async function inOrder<T>(
  count: number,
  ahead: number,
  work: (n: number, turn: Promise<unknown>) => Promise<T>,
): Promise<T[]> {
  const running: Promise<T>[] = [];
  for (let n = 0; n < count; n++) {
    if (n >= ahead) await running[n - ahead];
    const turn = running[n - 1] ?? Promise.resolve();
    running.push(
      work(
        n,
        turn.catch(() => undefined),
      ),
    );
  }
  return Promise.all(running);
}
