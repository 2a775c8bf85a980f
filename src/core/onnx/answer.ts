import * as v from 'valibot';
import { readScore, sigmoid, softmax, type RawScore } from '../zoo/score.ts';

/*
 * What the numbers of an output mean. No ONNX file says so itself: it is guessed from what lies beside it, and stated by
 * the person who opens it.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** 'logits' still need sigmoid or softmax, 'shares' lie between 0 and 1 already. */
const scale = v.picklist(['logits', 'shares']);

export const answerSchema = v.variant('kind', [
  v.object({
    kind: v.literal('one'),
    output: v.string(),
    scale,
    /** What a large number speaks for. */
    speaksFor: v.picklist(['ai', 'real']),
  }),
  v.object({
    kind: v.literal('classes'),
    output: v.string(),
    scale,
    classes: v.pipe(v.array(v.string()), v.minLength(2)),
    /** Indices of the classes that mean AI: at least one, and not all. */
    aiClasses: v.pipe(v.array(count), v.minLength(1)),
  }),
]);

export type Answer = v.InferOutput<typeof answerSchema>;

/** How far shares may miss 0, 1 and a sum of 1 by rounding in 16 bits. */
const slack = 0.01;

/** @throws RangeError where the numbers are not as many as said, not finite, or no shares where shares were promised */
export function readAnswer(answer: Answer, values: readonly number[]): RawScore {
  const { output } = answer;
  if (answer.scale === 'shares' && !areShares(values, answer.kind === 'classes'))
    throw new RangeError(`'${output}' was said to hold shares, and holds ${values.join(', ')}`);
  if (answer.kind === 'one') return readOne(answer, values);
  const { classes, aiClasses } = answer;
  const [first = 0] = aiClasses;
  const score = readScore({ kind: 'classes', name: output, classes: [...classes], aiClass: first }, values);
  if (score.kind !== 'score') return score;
  const shares = answer.scale === 'shares' ? values : softmax(values);
  const ai = aiClasses.reduce((sum, index) => sum + (shares[index] ?? NaN), 0);
  return { kind: 'score', ai: clamped(ai), logit: answer.scale === 'logits' ? score.logit : null };
}

/** Whether `readAnswer` gives a logit: where it does not, shares are all there is. */
export function answersLogit(answer: Answer): boolean {
  return answer.scale === 'logits' && (answer.kind === 'one' || answer.classes.length === 2);
}

function readOne(answer: Extract<Answer, { kind: 'one' }>, values: readonly number[]): RawScore {
  readScore({ kind: 'ai-logit', name: answer.output }, values);
  const value = values[0] ?? NaN;
  const turned = answer.speaksFor === 'real';
  if (answer.scale === 'shares')
    return { kind: 'score', ai: clamped(turned ? 1 - value : value), logit: null };
  const logit = turned ? -value : value;
  return { kind: 'score', ai: sigmoid(logit), logit };
}

/** Whether numbers may be shares: each between 0 and 1, and those of classes 1 together. */
export function areShares(values: readonly number[], together: boolean): boolean {
  const sum = values.reduce((a, b) => a + b, 0);
  return (
    values.every((value) => value >= -slack && value <= 1 + slack) &&
    (!together || Math.abs(sum - 1) <= slack)
  );
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
