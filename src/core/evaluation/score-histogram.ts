import type { Scored } from './scored.ts';

/** How many samples of either label score in [edges[b], edges[b + 1]), the last bin including its upper edge. */
export interface ScoreHistogram {
  readonly edges: Float64Array;
  readonly real: Uint32Array;
  readonly ai: Uint32Array;
}

/** Equal bins over 0..1 where scores are probabilities, else over their range. Without samples all counts are 0. */
export function scoreHistogram(scored: Scored, binCount = 40): ScoreHistogram {
  const { scores, labels, order, areProbabilities } = scored;
  const n = scores.length;
  const low = areProbabilities ? 0 : scores[order[n - 1]!]!;
  const high = areProbabilities ? 1 : scores[order[0]!]!;
  const counts = [new Uint32Array(binCount), new Uint32Array(binCount)] as const;
  const scale = high > low ? binCount / (high - low) : 0;
  for (let i = 0; i < n; i++) {
    const bin = Math.min(binCount - 1, Math.floor((scores[i]! - low) * scale));
    counts[labels[i] as 0 | 1][bin]!++;
  }
  const edges = Float64Array.from({ length: binCount + 1 }, (_, b) => low + ((high - low) * b) / binCount);
  return { edges, real: counts[0], ai: counts[1] };
}
