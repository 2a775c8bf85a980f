/** Conditions that are chosen together. */
interface ConditionGroup {
  readonly name: string;
  readonly note: string;
  readonly keys: readonly string[];
}

/** Table 5 of GenImage, and curves over one quantity each. */
export const conditionGroups: readonly ConditionGroup[] = [];

export function conditionName(key: string): string {
  return key === 'untouched' ? 'Untouched' : key;
}
