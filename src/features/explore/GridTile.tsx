import { memo, type MouseEvent, type ReactElement } from 'react';
import type { SampleRow } from '../../contracts/dataset.ts';
import { labelKey } from './sample-words.ts';
import { Thumbnail } from './Tile.tsx';
import styles from './GridTile.module.css';

interface GridTileProps {
  /** null until its facts are here. */
  readonly row: SampleRow | null;
  readonly place: number;
  readonly count: number;
  readonly sidePx: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onPress: (event: MouseEvent, place: number, row: SampleRow) => void;
}

export const GridTile = memo(function GridTile({
  row,
  place,
  count,
  sidePx,
  active,
  selected,
  onPress,
}: GridTileProps): ReactElement {
  if (!row) return <div role="presentation" className={styles['tile']} />;
  return (
    // The listbox around it has the focus and handles keys; a click is the pointer's way to do the same.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={tileId(row.id)}
      role="option"
      tabIndex={-1}
      aria-label={row.name}
      aria-selected={selected}
      aria-posinset={place + 1}
      aria-setsize={count}
      className={styles['tile']}
      data-label={labelKey(row.label)}
      data-active={active}
      title={row.name}
      onClick={(event) => {
        onPress(event, place, row);
      }}
    >
      <Thumbnail id={row.id} sizePx={sidePx} />
      {selected ? (
        <svg className={styles['mark']} viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.5 8.5l3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2.2" />
        </svg>
      ) : null}
    </div>
  );
});

export function tileId(id: number): string {
  return `sample-${String(id)}`;
}
