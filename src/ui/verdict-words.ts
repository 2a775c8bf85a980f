import type { VerdictKind } from '../core/detector/verdict.ts';
import type { ContentJudgement } from '../core/image/content.ts';
import { integer } from './format.ts';

export const verdictWords: Record<VerdictKind, string> = {
  ai: 'Likely AI-generated',
  inconclusive: 'Inconclusive',
  camera: 'Likely camera photograph',
};

/** Why there is nothing to judge, with what was measured. */
export function contentSentence(content: ContentJudgement): string {
  if (content.judgeable) return '';
  switch (content.reason) {
    case 'tiny':
      return `The picture is too small: its shorter side has ${integer(content.shortSidePx)} pixels. The traces a detector reads need at least 64.`;
    case 'flat':
      return 'The picture is nearly one even colour. There is no texture for the detector to read.';
    case 'noise':
      return 'The picture is nearly pure noise: neighbouring pixels have nothing to do with each other. The detector was not made for that.';
    default:
      content satisfies never;
      return '';
  }
}
