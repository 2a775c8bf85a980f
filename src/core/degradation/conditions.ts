import type { Degradation } from './degradation.ts';

/** The six conditions of GenImage's Table 5, in its order (arXiv:2306.08571). */
export const genImageConditions: readonly Degradation[] = [
  { kind: 'lr', sidePx: 112 },
  { kind: 'lr', sidePx: 64 },
  { kind: 'jpeg', quality: 65 },
  { kind: 'jpeg', quality: 30 },
  { kind: 'blur', sigmaPx: 3 },
  { kind: 'blur', sigmaPx: 5 },
];

export type CurveKind = Exclude<Degradation['kind'], 'untouched' | 'lr'>;

/** The steps of the curves, from mild to strong. The undegraded picture stands before the first where that is not it. */
export const curves: Readonly<Record<CurveKind, readonly Degradation[]>> = {
  jpeg: [100, 95, 90, 85, 80, 75, 65, 50, 40, 30, 20, 10].map((quality) => ({ kind: 'jpeg', quality })),
  scale: [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1].map((factor) => ({ kind: 'scale', factor })),
  blur: [0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5].map((sigmaPx) => ({ kind: 'blur', sigmaPx })),
  noise: [0, 1, 2, 4, 8, 16, 32].map((sigmaLevels) => ({ kind: 'noise', sigmaLevels })),
  webp: [100, 95, 90, 80, 70, 60, 50, 40, 30, 20, 10].map((quality) => ({ kind: 'webp', quality })),
};
