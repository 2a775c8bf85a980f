import type { Template } from './template.ts';

export type TemplateOutput = Template['outputs'][number];

/** What the first output of a template says of a picture. Raw: no calibration stands behind any of it. */
export type RawScore =
  | {
      readonly kind: 'score';
      /** Share of 'AI' by sigmoid or softmax, 0..1. */
      readonly ai: number;
      /** Positive speaks for AI; for two classes their difference. null where there are more. */
      readonly logit: number | null;
    }
  /** The output tells generators apart and says nothing of photographs. */
  | { readonly kind: 'class'; readonly name: string; readonly share: number };

/** @throws RangeError where the numbers are not as many as the output says, or not finite */
export function readScore(output: TemplateOutput, values: readonly number[]): RawScore {
  const expected = output.kind === 'classes' ? output.classes.length : 1;
  if (values.length !== expected)
    throw new RangeError(`'${output.name}' holds ${values.length} numbers instead of ${expected}`);
  if (!values.every(Number.isFinite))
    throw new RangeError(`'${output.name}' is not finite: ${values.join(', ')}`);
  if (output.kind === 'ai-logit') {
    const logit = values[0]!;
    return { kind: 'score', ai: sigmoid(logit), logit };
  }
  const shares = softmax(values);
  const { aiClass, classes } = output;
  if (aiClass === null) {
    const best = shares.indexOf(Math.max(...shares));
    return { kind: 'class', name: classes[best]!, share: shares[best]! };
  }
  const ai = shares[aiClass];
  if (ai === undefined) throw new RangeError(`'${output.name}' has no class ${aiClass}`);
  const logit = values.length === 2 ? values[aiClass]! - values[1 - aiClass]! : null;
  return { kind: 'score', ai, logit };
}

/**
 * Whether the order of the two classes can be the other way round: one logit whose sign speaks for AI, or two classes.
 * An output that tells more classes apart says by their names which is which.
 */
export function hasOrder(output: TemplateOutput): boolean {
  return output.kind === 'ai-logit' || (output.classes.length === 2 && output.aiClass !== null);
}

/** Whether `readScore` gives a logit: where it does not, shares are all there is. */
export function givesLogit(output: TemplateOutput): boolean {
  return output.kind === 'ai-logit' || output.classes.length === 2;
}

/** The score of a checkpoint whose class for AI is the other one. A score without an order stays. */
export function swapScore(score: RawScore): RawScore {
  if (score.kind !== 'score' || score.logit === null) return score;
  // From the logit, because 1 - ai keeps no digits of a small share.
  const logit = score.logit === 0 ? 0 : -score.logit;
  return { kind: 'score', ai: sigmoid(logit), logit };
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

export function softmax(values: readonly number[]): number[] {
  // The largest is taken off first, so that no power overflows.
  const largest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
