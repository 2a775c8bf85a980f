import { curves, genImageConditions, type CurveKind } from '../../core/degradation/conditions.ts';
import { degradationKey, degradationOf, strengthOf } from '../../core/degradation/degradation.ts';

/** Conditions that are chosen together. */
interface ConditionGroup {
  readonly name: string;
  readonly note: string;
  readonly keys: readonly string[];
}

/** A quantity along which a curve can be drawn. */
export interface ConditionSeries {
  readonly kind: CurveKind;
  readonly name: string;
  readonly axis: string;
  /** Whether less is worse, so that damage grows to the right all the same. */
  readonly reverse: boolean;
  readonly points: readonly { readonly key: string; readonly at: number }[];
}

interface SeriesWords {
  readonly name: string;
  readonly axis: string;
  readonly reverse: boolean;
  /** Where an untouched picture lies on this axis; null: nowhere on it. */
  readonly untouchedAt: number | null;
}

const seriesWords: Readonly<Record<CurveKind, SeriesWords>> = {
  jpeg: { name: 'JPEG', axis: 'JPEG quality', reverse: true, untouchedAt: null },
  scale: { name: 'Scale', axis: 'Scale of both sides', reverse: true, untouchedAt: 1 },
  blur: { name: 'Blur', axis: 'Blur, σ in pixels', reverse: false, untouchedAt: 0 },
  noise: { name: 'Noise', axis: 'Noise, σ in grey levels', reverse: false, untouchedAt: 0 },
  webp: { name: 'WebP', axis: 'WebP quality', reverse: true, untouchedAt: null },
};

const kinds = Object.keys(curves) as CurveKind[];

/** Steps that change nothing are the untouched picture, which is measured anyway. */
function stepsOf(kind: CurveKind): string[] {
  const { untouchedAt } = seriesWords[kind];
  return curves[kind].filter((step) => strengthOf(step) !== untouchedAt).map(degradationKey);
}

/** Table 5 of GenImage, and curves over one quantity each. */
export const conditionGroups: readonly ConditionGroup[] = [
  {
    name: 'The six of GenImage',
    note: 'low resolution, JPEG, blur (Table 5)',
    keys: genImageConditions.map(degradationKey),
  },
  ...kinds.map((kind) => {
    const keys = stepsOf(kind);
    return { name: `${seriesWords[kind].name} curve`, note: `${String(keys.length)} steps`, keys };
  }),
];

/** 'JPEG 65'; an address may name what does not exist, which is shown as it is. */
export function conditionName(key: string): string {
  const degradation = degradationOf(key);
  if (!degradation.ok) return key;
  const strength = String(strengthOf(degradation.value));
  switch (degradation.value.kind) {
    case 'untouched':
      return 'Untouched';
    case 'jpeg':
      return `JPEG ${strength}`;
    case 'webp':
      return `WebP ${strength}`;
    case 'blur':
      return `Blur σ ${strength}`;
    case 'lr':
      return `LR ${strength}`;
    case 'scale':
      return `Scale ${strength}`;
    case 'noise':
      return `Noise σ ${strength}`;
    default:
      return degradation.value satisfies never;
  }
}

/** The curves that these conditions give: at least two points each. */
export function seriesOf(conditions: readonly string[]): ConditionSeries[] {
  return kinds.flatMap((kind) => {
    const { untouchedAt, ...words } = seriesWords[kind];
    const points = conditions.flatMap((key) => {
      const degradation = degradationOf(key);
      if (!degradation.ok) return [];
      if (degradation.value.kind === 'untouched')
        return untouchedAt === null ? [] : [{ key, at: untouchedAt }];
      const at = strengthOf(degradation.value);
      return degradation.value.kind === kind && at !== null ? [{ key, at }] : [];
    });
    points.sort((a, b) => a.at - b.at);
    return points.length < 2 ? [] : [{ kind, ...words, points }];
  });
}
