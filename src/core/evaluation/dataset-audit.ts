import { shuffleKey } from '../dataset/shuffle.ts';
import type { SampleIndex } from '../dataset/sample-index.ts';
import { auditBias, type BiasAudit } from './bias-audit.ts';
import type { BiasFeature } from './bias-features.ts';
import { matchedSubset, type MatchedSubset } from './matched-subset.ts';

export interface DatasetAudit {
  readonly audit: BiasAudit;
  /** Features that predict the label: the interval of their AUC lies above 0.55. */
  readonly offending: readonly BiasFeature[];
  /** null where nothing offends, or nothing that offends could be matched (all of it is apart). */
  readonly subset: {
    readonly matched: readonly BiasFeature[];
    /** Features that predict the label in the subset as before: hardly a value is found under both labels. */
    readonly apart: readonly BiasFeature[];
    readonly ids: Uint32Array<ArrayBuffer>;
    /** The same audit of the subset; pairs stay in one fold. */
    readonly audit: BiasAudit;
  } | null;
}

/** Enough for an AUC to half a per cent, few enough to take a second. */
const auditedSamples = 100_000;
const offendingAbove = 0.55;

/** Audits at most 100,000 of the ids, drawn by the seed, and looks among all of them for the matched subset. */
export function* auditDataset(
  index: SampleIndex,
  ids: Uint32Array<ArrayBuffer>,
  seed: number,
): Generator<undefined, DatasetAudit> {
  const audit = yield* auditBias(index, drawn(ids, ids, seed), seed, null);
  const offending = audit.features.flatMap(({ feature, auc }) =>
    auc && auc.low > offendingAbove ? [feature] : [],
  );
  const subset = yield* matchedSubset(index, ids, offending, seed);
  if (subset.matched.length === 0) return { audit, offending, subset: null };
  const { matched, apart } = subset;
  return {
    audit,
    offending,
    subset: { matched, apart, ids: subset.ids, audit: yield* auditSubset(index, subset, seed) },
  };
}

function auditSubset(index: SampleIndex, { ids, pairOf }: MatchedSubset, seed: number) {
  return auditBias(index, drawn(ids, pairOf, seed), seed, drawn(pairOf, pairOf, seed));
}

/** About as many of the values as are audited: those whose key comes early in the shuffle. Equal keys go together. */
function drawn(
  values: Uint32Array<ArrayBuffer>,
  keys: Uint32Array<ArrayBuffer>,
  seed: number,
): Uint32Array<ArrayBuffer> {
  if (values.length <= auditedSamples) return values;
  const bound = (auditedSamples / values.length) * 2 ** 32;
  return values.filter((_, i) => shuffleKey(keys[i]!, seed) < bound);
}
