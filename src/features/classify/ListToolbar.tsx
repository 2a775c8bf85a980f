import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { integer } from '../../ui/format.ts';
import type { KindCounts, ListView } from './item-view.ts';
import { showKeys, sortKeys, type ShowKey, type SortKey, type ViewSearch } from './search.ts';
import { KindShape } from './VerdictChip.tsx';
import styles from './ListToolbar.module.css';

const sortWords: Record<SortKey, string> = {
  added: 'As added',
  name: 'Name',
  probability: 'Probability',
  status: 'Status',
};

interface ListToolbarProps {
  readonly view: ListView;
  readonly counts: KindCounts;
}

/** Filter, sort order and text filter of the list; all of them live in the address. */
export function ListToolbar({ view, counts }: ListToolbarProps): ReactElement {
  const navigate = useNavigate({ from: '/' });
  const change = (part: Partial<ViewSearch>): void => {
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true });
  };
  return (
    <div className={styles['toolbar']}>
      <Chips
        name="Show"
        value={view.show}
        choices={showKeys
          .filter((key) => key === 'all' || counts[key] > 0 || key === view.show)
          .map((key) => ({
            key,
            label: <ChipLabel show={key} count={counts[key]} />,
            name: `${showWords[key]} ${integer(counts[key])}`,
          }))}
        onChange={(show) => {
          change({ show: show === 'all' ? undefined : show });
        }}
      />
      <div className={styles['line']}>
        <input
          className={styles['text']}
          type="search"
          aria-label="Filter by name"
          placeholder="Filter by name"
          defaultValue={view.q}
          onChange={(event) => {
            change({ q: event.currentTarget.value || undefined });
          }}
        />
        <label className={styles['sort']}>
          <span className="visually-hidden">Sort by</span>
          <select
            value={view.sort}
            onChange={(event) => {
              const sort = sortKeys.find((key) => key === event.currentTarget.value) ?? 'added';
              change({ sort: sort === 'added' ? undefined : sort });
            }}
          >
            {sortKeys.map((key) => (
              <option key={key} value={key}>
                {sortWords[key]}
              </option>
            ))}
          </select>
        </label>
        <Button
          aria-label={view.desc ? 'Descending. Sort ascending' : 'Ascending. Sort descending'}
          onPress={() => {
            change({ desc: view.desc ? undefined : true });
          }}
        >
          <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
            <path
              d={view.desc ? 'M6 1v12M2 9l4 4 4-4' : 'M6 13V1M2 5l4-4 4 4'}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.6"
            />
          </svg>
        </Button>
      </div>
    </div>
  );
}

/** Short, so that the filters fit above the list; their accessible names are whole. */
const showWords: Record<ShowKey, string> = {
  all: 'All',
  ai: 'AI',
  inconclusive: 'Inconclusive',
  camera: 'Camera',
  unjudged: 'Cannot judge',
  failed: 'Failed',
};

function ChipLabel({ show, count }: { readonly show: ShowKey; readonly count: number }): ReactElement {
  return (
    <>
      {show === 'all' ? null : <KindShape kind={show} />}
      {showWords[show]} {integer(count)}
    </>
  );
}
