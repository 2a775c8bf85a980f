import { failed, success, type Result } from '../result.ts';

/** Why scores cannot be measured. */
export type ScoresFailure =
  | { readonly code: 'lengths-differ'; readonly scores: number; readonly labels: number }
  /** NaN or infinite; `at` is the first. */
  | { readonly code: 'not-finite'; readonly at: number; readonly found: number }
  /** A label that is neither 0 (real) nor 1 (AI). */
  | { readonly code: 'not-a-label'; readonly at: number; readonly found: number };

/**
 * Scores with labels, checked and ranked once; what every metric takes. Made by `rankScores` alone.
 *
 * `ends` has one entry a distinct score, from the highest down: how many samples score at least that much. `aiAbove`
 * and `realAbove` split that number by label. So each entry is a point of the ROC curve, and tied samples share one.
 */
export interface Scored {
  readonly scores: Float64Array;
  /** 1: AI, 0: real. */
  readonly labels: Uint8Array;
  readonly realCount: number;
  readonly aiCount: number;
  /** Sample numbers by falling score. */
  readonly order: Uint32Array;
  readonly ends: Uint32Array;
  readonly aiAbove: Uint32Array;
  readonly realAbove: Uint32Array;
  /** Whether all scores lie in 0..1, so that they can be read as probabilities. */
  readonly areProbabilities: boolean;
  readonly __brand: 'Scored';
}

/**
 * Checks and ranks scores. One label alone and no samples at all are fine; metrics that need more answer null.
 *
 * @param scores larger for AI
 * @param labels 1 for AI, 0 for real, one a score
 */
export function rankScores(
  scores: Float64Array | Float32Array,
  labels: Uint8Array,
): Result<Scored, ScoresFailure> {
  const n = scores.length;
  if (labels.length !== n) return failed({ code: 'lengths-differ', scores: n, labels: labels.length });
  const notFinite = scores.findIndex((score: number) => !Number.isFinite(score));
  if (notFinite >= 0) return failed({ code: 'not-finite', at: notFinite, found: scores[notFinite]! });
  const notLabel = labels.findIndex((label) => label > 1);
  if (notLabel >= 0) return failed({ code: 'not-a-label', at: notLabel, found: labels[notLabel]! });
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const ends: number[] = [];
  const aiAbove: number[] = [];
  const realAbove: number[] = [];
  let ai = 0;
  for (let k = 0; k < n; k++) {
    ai += labels[order[k]!]!;
    if (k + 1 < n && scores[order[k + 1]!] === scores[order[k]!]) continue;
    ends.push(k + 1);
    aiAbove.push(ai);
    realAbove.push(k + 1 - ai);
  }
  return success({
    scores: Float64Array.from(scores),
    labels,
    realCount: n - ai,
    aiCount: ai,
    order,
    ends: Uint32Array.from(ends),
    aiAbove: Uint32Array.from(aiAbove),
    realAbove: Uint32Array.from(realAbove),
    areProbabilities: scores.every((score: number) => score >= 0 && score <= 1),
  } as Omit<Scored, '__brand'> as Scored);
}

/** The score of the k-th entry of `ends`. */
export function thresholdAt({ scores, order, ends }: Scored, k: number): number {
  return scores[order[ends[k]! - 1]!]!;
}
