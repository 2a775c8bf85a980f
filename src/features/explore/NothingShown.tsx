import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { plural } from '../../ui/format.ts';
import { isFiltered, withoutFilters } from './search.ts';
import { skippedWords } from './source-words.ts';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import styles from './ExplorePage.module.css';

/** Why there is no sample to see: the filters, or the source itself. */
export function NothingShown(): ReactElement {
  const { search, replace } = useExploreSearch();
  const report = useExplore(({ source }) => (source.status === 'open' ? source.report : null));
  if (isFiltered(search))
    return (
      <div className={styles['nothing']}>
        <p>No sample passes these filters.</p>
        <Button
          onPress={() => {
            replace(withoutFilters(search));
          }}
        >
          Clear all filters
        </Button>
      </div>
    );
  if (!report) return <div className={styles['nothing']} />;
  const { name, skipped, empty, problems, complete } = report;
  return (
    <div className={styles['nothing']} role="status">
      <p>
        No pictures were found in {name}
        {complete ? '' : ' before it was stopped'}.
      </p>
      {skipped.files > 0 ? (
        <p className="small quiet">{skippedWords(skipped.files, skipped.endings)}.</p>
      ) : null}
      {empty.files > 0 ? (
        <p className="small quiet">{plural(empty.files, 'picture')} without a byte.</p>
      ) : null}
      {problems.count > 0 ? (
        <p className="small quiet">{plural(problems.count, 'thing')} could not be read: see the bar above.</p>
      ) : null}
    </div>
  );
}
