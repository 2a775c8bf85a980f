import type { VerdictKind } from '../../core/detector/verdict.ts';
import type { Comparison, Lean } from '../../core/zoo/disagreement.ts';
import { integer } from '../../ui/format.ts';

const sides: Record<VerdictKind, string> = {
  ai: 'lean to AI',
  camera: 'lean to a camera photograph',
  inconclusive: 'are inconclusive',
};

const rawSentence = 'A raw score has no measured error rate behind it; weigh it less than a calibrated one.';

/** Where they disagree, and what that is worth; null while fewer than two can be held against each other. */
export function disagreementSentences({ agreement, ai, camera, inconclusive }: Comparison): {
  readonly headline: string;
  readonly rest: string;
} | null {
  const groups = [
    ['AI', ai],
    ['Camera', camera],
    ['Inconclusive', inconclusive],
  ] as const;
  const all = [...ai, ...camera, ...inconclusive];
  const raw = all.some(({ calibrated }) => !calibrated) && all.some(({ calibrated }) => calibrated);
  const who = groups
    .filter(([, leans]) => leans.length > 0)
    .map(([side, leans]) => `${side}: ${names(leans)}.`)
    .join(' ');
  switch (agreement) {
    case 'too-few':
      return null;
    case 'same': {
      const side = ai.length > 0 ? 'ai' : camera.length > 0 ? 'camera' : 'inconclusive';
      const count = all.length === 2 ? 'Both' : `All ${integer(all.length)}`;
      return {
        headline: `${count} ${sides[side]}.`,
        rest: 'That is no proof: detectors can share a blind spot.',
      };
    }
    case 'opposite':
      return {
        headline: 'They disagree.',
        rest: join(who, 'At least one is wrong, and this page cannot say which.', raw ? rawSentence : ''),
      };
    case 'undecided':
      return { headline: 'Not all of them decide.', rest: join(who, raw ? rawSentence : '') };
    default:
      agreement satisfies never;
      return null;
  }
}

function names(leans: readonly Lean[]): string {
  return leans.map(({ name, calibrated }) => (calibrated ? name : `${name} (raw score)`)).join(', ');
}

function join(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
