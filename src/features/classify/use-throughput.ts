import { useEffect, useState } from 'react';

/** Pictures finished a second while work is under way; null before the first results. */
export function useThroughput(done: () => number, busy: boolean): number | null {
  const [rate, setRate] = useState<number | null>(null);
  useEffect(() => {
    if (!busy) return undefined;
    let startedAt = performance.now();
    const doneBefore = done();
    const timer = setInterval(() => {
      const finished = done() - doneBefore;
      // Loading the detector is no judging: the clock starts when the first results are near.
      if (finished === 0) startedAt = performance.now();
      else setRate((finished * 1000) / (performance.now() - startedAt));
    }, 1000);
    return () => {
      clearInterval(timer);
      setRate(null);
    };
  }, [done, busy]);
  return rate;
}
