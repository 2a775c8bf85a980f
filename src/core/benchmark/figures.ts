import { auc, aucStandardError } from '../evaluation/auc.ts';

/** A value with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What depends on where 'AI' begins. null where there is no picture to tell it by. */
export interface AtThreshold {
  readonly accuracy: Estimate | null;
  readonly balanced: Estimate | null;
  readonly real: Estimate | null;
  readonly ai: Estimate | null;
}

export interface Figures {
  readonly realCount: number;
  readonly aiCount: number;
  /** p >= 0.5 is called AI. */
  readonly half: AtThreshold;
  /** p >= the operating point of the detector's card is called AI. */
  readonly own: AtThreshold;
  readonly auc: Estimate | null;
  readonly ap: Estimate | null;
  readonly tpr5: Estimate | null;
  readonly ece: Estimate | null;
}

export function figuresOf(scores: Float64Array, isAi: Uint8Array, aiAbove: number): Figures {
  const aiCount = isAi.reduce((sum, one) => sum + one, 0);
  const realCount = isAi.length - aiCount;
  const area = auc(scores, isAi);
  const spread = area === null ? 0 : 1.96 * aucStandardError(area, realCount, aiCount);
  return {
    realCount,
    aiCount,
    half: atThreshold(scores, isAi, 0.5),
    own: atThreshold(scores, isAi, aiAbove),
    auc: area === null ? null : { value: area, low: area - spread, high: area + spread },
    ap: null,
    tpr5: null,
    ece: null,
  };
}

function atThreshold(scores: Float64Array, isAi: Uint8Array, threshold: number): AtThreshold {
  let right = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! >= threshold === (isAi[i] === 1)) right++;
  const value = right / scores.length;
  return { accuracy: { value, low: value, high: value }, balanced: null, real: null, ai: null };
}
