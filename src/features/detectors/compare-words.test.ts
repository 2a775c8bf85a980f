import { describe, expect, it } from 'vitest';
import { compareLeans, type Lean } from '../../core/zoo/disagreement.ts';
import { disagreementSentences } from './compare-words.ts';

const lean = (name: string, side: Lean['side'], calibrated = true): Lean => ({ name, side, calibrated });
const said = (...leans: Lean[]) => disagreementSentences(compareLeans(leans));

describe('where detectors disagree', () => {
  it('names both sides, and what a raw score is worth', () => {
    expect(said(lean('Lite', 'camera'), lean('NPR', 'ai', false), lean('Shallow', 'inconclusive'))).toEqual({
      headline: 'They disagree.',
      rest:
        'AI: NPR (raw score). Camera: Lite. Inconclusive: Shallow. At least one is wrong, and this page cannot say ' +
        'which. A raw score has no measured error rate behind it; weigh it less than a calibrated one.',
    });
  });

  it('does not weigh raw scores against calibrated ones where there are none', () => {
    expect(said(lean('A', 'camera', false), lean('B', 'ai', false))?.rest).not.toContain('weigh');
  });

  it('does not make a proof of agreement', () => {
    expect(said(lean('A', 'ai'), lean('B', 'ai'))).toEqual({
      headline: 'Both lean to AI.',
      rest: 'That is no proof: detectors can share a blind spot.',
    });
    expect(said(lean('A', 'camera'), lean('B', 'camera'), lean('C', 'camera'))?.headline).toBe(
      'All 3 lean to a camera photograph.',
    );
    expect(said(lean('A', 'inconclusive'), lean('B', 'inconclusive'))?.headline).toBe(
      'Both are inconclusive.',
    );
  });

  it('tells who does not decide', () => {
    expect(said(lean('A', 'ai'), lean('B', 'inconclusive'))).toEqual({
      headline: 'Not all of them decide.',
      rest: 'AI: A. Inconclusive: B.',
    });
  });

  it('says nothing of one', () => {
    expect(said(lean('A', 'ai'), lean('B', null))).toBeNull();
  });
});
