import type { Scored } from './scored.ts';

/** A figure that a bootstrap can compute again and again. */
export type Statistic =
  | { readonly kind: 'auc' }
  | { readonly kind: 'average-precision' }
  | { readonly kind: 'accuracy'; readonly threshold: number }
  | { readonly kind: 'balanced-accuracy'; readonly threshold: number }
  | { readonly kind: 'real-accuracy'; readonly threshold: number }
  | { readonly kind: 'fake-accuracy'; readonly threshold: number };

/**
 * The figure with sample i counted `counts[i]` times, without sorting again: O(n). NaN where the samples for it are
 * absent.
 */
export function weightedStatistic(scored: Scored, counts: Uint32Array, statistic: Statistic): number {
  const { kind } = statistic;
  switch (kind) {
    case 'auc':
      return rankedSums(scored, counts).auc;
    case 'average-precision':
      return rankedSums(scored, counts).averagePrecision;
    case 'accuracy':
    case 'balanced-accuracy':
    case 'real-accuracy':
    case 'fake-accuracy': {
      const { real, ai, rightReal, rightAi } = weightedCounts(scored, counts, statistic.threshold);
      if (kind === 'accuracy') return (rightReal + rightAi) / (real + ai);
      if (kind === 'real-accuracy') return rightReal / real;
      if (kind === 'fake-accuracy') return rightAi / ai;
      return (rightReal / real + rightAi / ai) / 2;
    }
    default:
      return kind satisfies never;
  }
}

function weightedCounts({ scores, labels }: Scored, counts: Uint32Array, threshold: number) {
  let [real, ai, rightReal, rightAi] = [0, 0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const count = counts[i]!;
    const isCalledAi = scores[i]! >= threshold;
    if (labels[i] === 1) {
      ai += count;
      if (isCalledAi) rightAi += count;
    } else {
      real += count;
      if (!isCalledAi) rightReal += count;
    }
  }
  return { real, ai, rightReal, rightAi };
}

/** One pass from the highest score down, ties together. */
function rankedSums({ labels, order, ends }: Scored, counts: Uint32Array) {
  let [real, ai, wins, precisions] = [0, 0, 0, 0];
  for (let k = 0, at = 0; k < ends.length; k++) {
    let [tiedReal, tiedAi] = [0, 0];
    for (; at < ends[k]!; at++) {
      const i = order[at]!;
      if (labels[i] === 1) tiedAi += counts[i]!;
      else tiedReal += counts[i]!;
    }
    wins += tiedReal * (ai + tiedAi / 2);
    ai += tiedAi;
    real += tiedReal;
    if (tiedAi > 0) precisions += (tiedAi * ai) / (ai + real);
  }
  // Without one of the labels a product is 0: NaN.
  const areBoth = real > 0 && ai > 0;
  return { auc: areBoth ? wins / (real * ai) : NaN, averagePrecision: areBoth ? precisions / ai : NaN };
}
