import { labels } from '../dataset/sample-batch.ts';
import type { SampleIndex } from '../dataset/sample-index.ts';
import { biasFeatures, featureOf, unknownValue, type BiasFeature } from './bias-features.ts';
import { crossValidatedAuc, type Categorical, type EstimatedAuc } from './cross-validation.ts';

/** How well one feature alone predicts the label, and which of its values do. */
export interface FeatureBias {
  readonly feature: BiasFeature;
  /** Samples where it is known; the others are left out. */
  readonly samples: number;
  /** null where one label has hardly any samples. */
  readonly auc: EstimatedAuc | null;
  /** The commonest values (bias-features.ts), with how many samples of either label have them. */
  readonly values: readonly { readonly value: number; readonly real: number; readonly ai: number }[];
}

export interface BiasAudit {
  readonly real: number;
  readonly ai: number;
  readonly features: readonly FeatureBias[];
  /** Those that are known for at least half of the samples, taken together on the samples where all are known. */
  readonly together: {
    readonly features: readonly BiasFeature[];
    readonly samples: number;
    readonly auc: EstimatedAuc | null;
  };
}

const shownValues = 12;

/**
 * How well the features predict the label of these samples. Those without a label are left out. A generator, so that
 * its caller can let messages in and give up.
 *
 * @param groupOf which of the ids belong together, such as pairs that were matched; null: none
 */
export function* auditBias(
  index: SampleIndex,
  ids: Uint32Array,
  seed: number,
  groupOf: Uint32Array | null,
): Generator<undefined, BiasAudit> {
  const all = labelledSamples(index, ids, groupOf);
  const columns = biasFeatures.map((feature) => Float64Array.from(all.ids, featureOf(index, feature)));
  const features: FeatureBias[] = [];
  for (const [n, feature] of biasFeatures.entries()) {
    yield;
    const { samples, auc } = estimate(all, [columns[n]!], seed);
    features.push({ feature, samples, auc, values: commonestValues(columns[n]!, all.isAi) });
  }
  yield;
  const used = features.filter(({ samples }) => samples > 0 && samples * 2 >= all.ids.length);
  const usedColumns = columns.filter((_, n) => used.includes(features[n]!));
  const ai = all.isAi.reduce((sum, one) => sum + one, 0);
  return {
    real: all.ids.length - ai,
    ai,
    features,
    together: { features: used.map(({ feature }) => feature), ...estimate(all, usedColumns, seed) },
  };
}

interface Labelled {
  readonly ids: Uint32Array;
  readonly isAi: Uint8Array;
  readonly groupOf: Uint32Array | null;
}

function labelledSamples(index: SampleIndex, ids: Uint32Array, groupOf: Uint32Array | null): Labelled {
  const positions = Uint32Array.from(ids, (_, at) => at).filter(
    (at) => index.labelOf(ids[at]!) !== labels.unknown,
  );
  const labelled = positions.map((at) => ids[at]!);
  return {
    ids: labelled,
    isAi: Uint8Array.from(labelled, (id) => (index.labelOf(id) === labels.ai ? 1 : 0)),
    groupOf: groupOf && positions.map((at) => groupOf[at]!),
  };
}

/** On the samples where all the columns are known. */
function estimate(
  { isAi, groupOf }: Labelled,
  columns: readonly Float64Array[],
  seed: number,
): { readonly samples: number; readonly auc: EstimatedAuc | null } {
  if (columns.length === 0) return { samples: 0, auc: null };
  const known = Uint32Array.from(isAi, (_, i) => i).filter((i) =>
    columns.every((column) => column[i] !== unknownValue),
  );
  const auc = crossValidatedAuc(
    columns.map((column) => categorical(known, column)),
    Uint8Array.from(known, (i) => isAi[i]!),
    seed,
    groupOf && known.map((i) => groupOf[i]!),
  );
  return { samples: known.length, auc };
}

/** Values as numbers from 0 on, in the order in which they turn up. */
function categorical(rows: Uint32Array, column: Float64Array): Categorical {
  const codeOf = new Map<number, number>();
  const codes = rows.map((i) => {
    const value = column[i]!;
    const code = codeOf.get(value) ?? codeOf.size;
    codeOf.set(value, code);
    return code;
  });
  return { codes, categories: codeOf.size };
}

function commonestValues(column: Float64Array, isAi: Uint8Array): FeatureBias['values'] {
  const counts = new Map<number, { value: number; real: number; ai: number }>();
  column.forEach((value, i) => {
    if (value === unknownValue) return;
    const count = counts.get(value) ?? { value, real: 0, ai: 0 };
    if (isAi[i] === 1) count.ai++;
    else count.real++;
    counts.set(value, count);
  });
  return [...counts.values()].sort((a, b) => b.real + b.ai - a.real - a.ai).slice(0, shownValues);
}
