import type { BenchmarkFailure } from '../state/benchmark-store.ts';

/** Ends a job that cannot go on. */
export class BenchmarkTrouble extends Error {
  override readonly name = 'BenchmarkTrouble';
  readonly failure: BenchmarkFailure;

  constructor(failure: BenchmarkFailure) {
    super(failure.code);
    this.failure = failure;
  }
}
