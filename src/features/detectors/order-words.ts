import type { TemplateOutput } from '../../core/zoo/score.ts';

/** Which number speaks for AI, and who says so. */
export function orderSentence(output: TemplateOutput, swapped: boolean): string {
  return `${sideWords(output, swapped)} means AI, ${swapped ? 'the other way round than its architecture says' : 'as its architecture says'}.`;
}

function sideWords(output: TemplateOutput, swapped: boolean): string {
  if (output.kind === 'ai-logit') return swapped ? 'A negative number' : 'A positive number';
  const ai = output.aiClass ?? 0;
  return `Class ${String(swapped ? 1 - ai : ai)} of 0 and 1`;
}

export const orderHint = 'To find out, try a photograph and a generated picture that you know.';
