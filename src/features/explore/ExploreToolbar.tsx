import type { ReactElement } from 'react';
import { sortKeys, type SortKey } from '../../core/dataset/order.ts';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { integer } from '../../ui/format.ts';
import { MatchedChip } from './MatchedChip.tsx';
import { tileSizes, usualTile, type TileSize, type ViewName } from './search.ts';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import { searchFieldId } from './use-slash.ts';
import styles from './ExploreToolbar.module.css';

const sortWords: Readonly<Record<SortKey | 'random', string>> = {
  arrival: 'As found',
  name: 'Name',
  class: 'Class',
  generator: 'Generator',
  byteLength: 'File size',
  width: 'Width',
  height: 'Height',
  quality: 'JPEG quality',
  score: 'Detector score',
  random: 'Shuffled',
};

interface ExploreToolbarProps {
  readonly view: ViewName;
  /** Opens the filters where they have no column of their own. */
  readonly onFilters: (() => void) | null;
}

/** How many there are, and how they are shown; all of it lives in the address. */
export function ExploreToolbar({ view, onFilters }: ExploreToolbarProps): ReactElement {
  const { search, change } = useExploreSearch();
  const matches = useExplore((state) => state.view?.matches ?? 0);
  const samples = useExplore((state) => state.view?.samples ?? 0);
  const { order: sort = 'arrival', desc = false, tile = usualTile, seed = 1 } = search;
  return (
    <div className={styles['toolbar']}>
      <p className={`numbers ${styles['count'] ?? ''}`} role="status">
        {matches === samples ? integer(samples) : `${integer(matches)} of ${integer(samples)}`}
      </p>
      <MatchedChip />
      <input
        id={searchFieldId}
        className={styles['text']}
        type="search"
        aria-label="Find by file name"
        placeholder="File name"
        defaultValue={search.q ?? ''}
        onChange={(event) => {
          change({ q: event.currentTarget.value || undefined });
        }}
      />
      {onFilters ? <Button onPress={onFilters}>Filter</Button> : null}
      <Chips
        name="View"
        value={view}
        choices={[
          { key: 'grid', label: 'Grid' },
          { key: 'matrix', label: 'Matrix', name: 'Matrix: classes by generators' },
        ]}
        onChange={(key) => {
          change({ view: key === 'matrix' ? key : undefined });
        }}
      />
      <label className={styles['sort']}>
        <span className="visually-hidden">Sort by</span>
        <select
          value={sort}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const key = value === 'random' ? value : sortKeys.find((each) => each === value);
            change({ order: key === undefined || key === 'arrival' ? undefined : key, seed: undefined });
          }}
        >
          {[...sortKeys, 'random' as const].map((key) => (
            <option key={key} value={key}>
              {sortWords[key]}
            </option>
          ))}
        </select>
      </label>
      {sort === 'random' ? (
        <Button
          aria-label={`Shuffle again. Seed ${String(seed)}`}
          onPress={() => {
            change({ seed: seed + 1 });
          }}
        >
          Again
        </Button>
      ) : (
        <Button
          aria-label={desc ? 'Descending. Sort ascending' : 'Ascending. Sort descending'}
          onPress={() => {
            change({ desc: desc ? undefined : true });
          }}
        >
          <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
            <path
              d={desc ? 'M6 1v12M2 9l4 4 4-4' : 'M6 13V1M2 5l4-4 4 4'}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.6"
            />
          </svg>
        </Button>
      )}
      <div className={styles['size']} role="group" aria-label="Size of the tiles">
        <Button
          aria-label="Smaller tiles"
          isDisabled={tile === tileSizes[0]}
          onPress={() => {
            change({ tile: stepped(tile, -1) });
          }}
        >
          −
        </Button>
        <Button
          aria-label="Larger tiles"
          isDisabled={tile === tileSizes.at(-1)}
          onPress={() => {
            change({ tile: stepped(tile, 1) });
          }}
        >
          +
        </Button>
      </div>
    </div>
  );
}

function stepped(tile: TileSize, by: number): TileSize | undefined {
  const next = tileSizes[tileSizes.indexOf(tile) + by] ?? tile;
  return next === usualTile ? undefined : next;
}
