/** Conditions that are chosen together. */
interface ConditionGroup {
  readonly name: string;
  readonly note: string;
  readonly keys: readonly string[];
}

/** A quantity along which a curve can be drawn. */
export interface ConditionSeries {
  readonly kind: string;
  readonly name: string;
  readonly axis: string;
  /** Whether less is worse, so that damage grows to the right all the same. */
  readonly reverse: boolean;
  readonly points: readonly { readonly key: string; readonly at: number }[];
}

/** Table 5 of GenImage, and curves over one quantity each. */
export const conditionGroups: readonly ConditionGroup[] = [];

export function conditionName(key: string): string {
  return key === 'untouched' ? 'Untouched' : key;
}

export function seriesOf(_conditions: readonly string[]): ConditionSeries[] {
  return [];
}
