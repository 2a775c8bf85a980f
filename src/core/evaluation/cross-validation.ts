import { shuffleKey } from '../dataset/shuffle.ts';
import { auc, aucStandardError } from './auc.ts';

const foldCount = 5;

/** A property of samples as categories 0..categories-1, one a sample. */
export interface Categorical {
  readonly codes: Uint32Array;
  readonly categories: number;
}

export interface EstimatedAuc {
  readonly value: number;
  /** 95 % interval: 1.96 standard errors of Hanley and McNeil to each side, within 0..1. */
  readonly low: number;
  readonly high: number;
}

/**
 * How well the categories alone tell AI from real: the mean AUC over five folds of a naive Bayes classifier with one
 * added count a category (Laplace). With one property this is the best that any classifier of its categories can do;
 * with several it adds up what each says. AUCs are averaged over folds, never pooled: pooled scores of several
 * classifiers are not comparable (Parker et al. 2007).
 *
 * Folds are drawn by the seed, within each label; members of a group stay in one fold.
 *
 * @param groupOf null where every sample stands alone
 * @returns null where a label has too few samples for two folds
 */
export function crossValidatedAuc(
  properties: readonly Categorical[],
  isAi: Uint8Array,
  seed: number,
  groupOf: Uint32Array | null,
): EstimatedAuc | null {
  const aiCount = isAi.reduce((sum, ai) => sum + ai, 0);
  const realCount = isAi.length - aiCount;
  const folds = Math.min(foldCount, aiCount, realCount);
  if (folds < 2) return null;
  const foldOf = groupOf ? groupFolds(groupOf, folds, seed) : stratifiedFolds(isAi, folds, seed);
  const aucs: number[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const score = trained(properties, isAi, foldOf, fold);
    const tested = Uint32Array.from(isAi, (_, i) => i).filter((i) => foldOf[i] === fold);
    const value = auc(
      Float64Array.from(tested, score),
      Uint8Array.from(tested, (i) => isAi[i]!),
    );
    if (value !== null) aucs.push(value);
  }
  if (aucs.length === 0) return null;
  const value = aucs.reduce((sum, one) => sum + one, 0) / aucs.length;
  const reach = 1.96 * aucStandardError(value, realCount, aiCount);
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
}

/** The classifier that learned from all folds but one: log odds of 'AI' for a sample, up to a constant. */
function trained(
  properties: readonly Categorical[],
  isAi: Uint8Array,
  foldOf: Uint8Array,
  leftOut: number,
): (i: number) => number {
  const tables = properties.map(({ codes, categories }) => {
    const counts = [new Float64Array(categories).fill(1), new Float64Array(categories).fill(1)] as const;
    for (let i = 0; i < codes.length; i++)
      if (foldOf[i] !== leftOut) counts[isAi[i] === 1 ? 1 : 0][codes[i]!]!++;
    const totals = counts.map((all) => all.reduce((sum, count) => sum + count, 0)) as [number, number];
    return counts[1].map((ai, code) => Math.log(ai / totals[1]) - Math.log(counts[0][code]! / totals[0]));
  });
  return (i) => tables.reduce((sum, table, n) => sum + table[properties[n]!.codes[i]!]!, 0);
}

function stratifiedFolds(isAi: Uint8Array, folds: number, seed: number): Uint8Array {
  const foldOf = new Uint8Array(isAi.length);
  const next = [0, 0];
  for (const i of shuffled(isAi.length, seed)) foldOf[i] = next[isAi[i]!]!++ % folds;
  return foldOf;
}

function groupFolds(groupOf: Uint32Array, folds: number, seed: number): Uint8Array {
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 0);
  const foldOfGroup = new Uint8Array(groups);
  shuffled(groups, seed).forEach((group, n) => {
    foldOfGroup[group] = n % folds;
  });
  return Uint8Array.from(groupOf, (group) => foldOfGroup[group]!);
}

function shuffled(count: number, seed: number): Uint32Array {
  const keys = Uint32Array.from({ length: count }, (_, i) => shuffleKey(i, seed));
  return Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
}
