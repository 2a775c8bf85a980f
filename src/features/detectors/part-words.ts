import type { InPart } from '../../contracts/zoo.ts';

const and = new Intl.ListFormat('en', { type: 'conjunction' });
const or = new Intl.ListFormat('en', { type: 'disjunction' });

/** Which files it is made of; empty for a network that is one file. */
export function partsSentence(parts: readonly { readonly name: string }[]): string {
  return parts.length === 0 ? '' : `Its files: ${and.format(parts.map(({ name }) => name))}.`;
}

/** 'This is the head of UnivFD' */
export function partHeading({ held }: InPart): string {
  return `This is ${and.format(held)}`;
}

/** What it lacks, and what to do about it. */
export function completionSentence({ completions }: InPart): string {
  const wanted = [...new Set(completions.map((each) => and.format(each.wanted)))];
  return `It needs ${or.format(wanted)} too: add its file. This one waits.`;
}
