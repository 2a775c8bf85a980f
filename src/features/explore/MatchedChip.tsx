import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { integer } from '../../ui/format.ts';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';

/** Says that the matched subset of the audit is shown alone, and lifts that. */
export function MatchedChip(): ReactElement | null {
  const { change } = useExploreSearch();
  const matched = useExplore((state) => state.matched);
  if (!matched) return null;
  const words = {
    looking: 'Looking for the matched subset…',
    shown: `Matched subset${matched.status === 'shown' ? `: ${integer(matched.samples)}` : ''}`,
    none: 'No matched subset: all are shown',
  }[matched.status];
  return (
    <Button
      aria-label={`${words}. Show all samples again`}
      onPress={() => {
        change({ matched: undefined }, true);
      }}
    >
      {words} <span aria-hidden="true">×</span>
    </Button>
  );
}
