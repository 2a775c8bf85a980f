import { guessAiClasses, mostClasses } from '../hub/labels.ts';
import { areShares, type Answer } from './answer.ts';

/** An output as it answered a test picture. */
export interface TriedOutput {
  readonly name: string;
  readonly values: readonly number[];
  /** The operator that makes it, 'Softmax'; null where the graph does not say. */
  readonly madeBy: string | null;
}

/** Outputs of which a score can be made: one number, or a few classes. */
export function usableOutputs(outputs: readonly TriedOutput[]): readonly TriedOutput[] {
  return outputs.filter(({ values }) => values.length >= 1 && values.length <= mostClasses);
}

/** The output that is most likely the answer: the one named so, else the first. */
export function likelyOutput(outputs: readonly TriedOutput[]): TriedOutput | null {
  return outputs.find(({ name }) => /logit/iu.test(name)) ?? outputs[0] ?? null;
}

/** What is taken for the meaning until the person says otherwise. `sure`: names said which class is AI. */
export function guessAnswer(
  { name: output, values, madeBy }: TriedOutput,
  labels: readonly string[] | null,
): { readonly answer: Answer; readonly sure: boolean } {
  const count = values.length;
  const scale = isShare(madeBy) && areShares(values, count > 1) ? 'shares' : 'logits';
  if (count === 1) return { answer: { kind: 'one', output, scale, speaksFor: 'ai' }, sure: false };
  const named = labels?.length === count ? labels : null;
  const classes = named ? [...named] : values.map((_, i) => `class ${i}`);
  const guessed = named && guessAiClasses(named);
  const aiClasses = guessed ? [...guessed] : [count - 1];
  return { answer: { kind: 'classes', output, scale, classes, aiClasses }, sure: guessed !== null };
}

function isShare(madeBy: string | null): boolean {
  return madeBy === 'Softmax' || madeBy === 'Sigmoid';
}
