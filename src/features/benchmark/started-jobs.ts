import { useEffect } from 'react';
import { benchmark } from '../../services/benchmark.ts';
import type { BenchmarkPlan } from '../../state/benchmark-store.ts';
import { useBenchmark, useBenchmarkSearch, useSource } from './use-benchmark.ts';

/*
 * A job that was begun in this tab goes on after a reload. An address alone starts nothing: a link must not set the
 * machine of whoever follows it to work.
 */

const key = 'telltale-benchmark-started';

// Also where it is cancelled from another view.
benchmark.store.subscribe(({ status }) => {
  if (status.is === 'cancelled') note(null);
});

/** Answers what begins the job. Begins it by itself where this tab had begun it before it was loaded anew. */
export function useResume(plan: BenchmarkPlan, begin: () => void): () => void {
  const { set } = useBenchmarkSearch();
  const name = JSON.stringify([set ?? null, plan]);
  const open = useSource((state) => state.source.status === 'open' && state.summary !== null);
  const idle = useBenchmark((state) => state.status.is === 'idle');
  useEffect(() => {
    if (set !== undefined && open && idle && started() === name) begin();
  });
  return () => {
    // Beginning ends a job that is under way, which forgets it.
    begin();
    note(name);
  };
}

function started(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function note(name: string | null): void {
  try {
    if (name === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, name);
  } catch {
    // Without it a job has to be begun again by hand.
  }
}
