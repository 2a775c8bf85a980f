import type { VerdictKind } from '../detector/verdict.ts';

/** What one detector says of a picture, as far as it can be held against the others. */
export interface Lean {
  readonly name: string;
  /** null: it says nothing of real or AI. */
  readonly side: VerdictKind | null;
  /** A verdict of a calibrated detector, or the side of 0.5 on which a raw score lies. */
  readonly calibrated: boolean;
}

export interface Comparison {
  readonly agreement: 'too-few' | 'same' | 'opposite' | 'undecided';
  readonly ai: readonly Lean[];
  readonly camera: readonly Lean[];
  readonly inconclusive: readonly Lean[];
}

/**
 * Where detectors disagree: 'opposite' where one leans to AI and another to camera, 'undecided' where all that lean
 * do so to one side and others are inconclusive.
 */
export function compareLeans(leans: readonly Lean[]): Comparison {
  const of = (side: VerdictKind) => leans.filter((lean) => lean.side === side);
  const [ai, camera, inconclusive] = [of('ai'), of('camera'), of('inconclusive')];
  const groups = { ai, camera, inconclusive };
  if (ai.length + camera.length + inconclusive.length < 2) return { agreement: 'too-few', ...groups };
  if (ai.length > 0 && camera.length > 0) return { agreement: 'opposite', ...groups };
  const leaning = ai.length + camera.length > 0;
  return { agreement: leaning && inconclusive.length > 0 ? 'undecided' : 'same', ...groups };
}

/** The side of 0.5 on which a raw score lies; on it, neither. */
export function sideOfScore(ai: number): VerdictKind {
  if (ai === 0.5) return 'inconclusive';
  return ai > 0.5 ? 'ai' : 'camera';
}
