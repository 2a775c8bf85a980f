import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from 'react';
import type { SampleRow } from '../../contracts/dataset.ts';
import { explore } from '../../services/explore.ts';
import { useGridFocus } from './grid-focus.ts';
import { columnsThatFit } from './grid-layout.ts';
import { gridStep } from './grid-keys.ts';
import { GridTile, tileId } from './GridTile.tsx';
import { useExplore } from './use-explore.ts';
import { useScaledVirtualizer } from './use-scaled-virtualizer.ts';
import { useSize } from './use-size.ts';
import styles from './Grid.module.css';

interface GridProps {
  readonly matches: number;
  /** The tile side that was asked for; tiles grow until they fill the width. */
  readonly tilePx: number;
  /** Asked for with Enter or a click; arrows only move. */
  readonly onOpen: (id: number) => void;
}

/** All samples of the view, right to the last of millions; only the tiles near the screen exist. */
export function Grid({ matches, tilePx, onOpen }: GridProps): ReactElement {
  'use no memo'; // the virtualizer is an object that changes without changing its identity
  const scroller = useRef<HTMLDivElement>(null);
  const { widthPx, heightPx } = useSize(scroller);
  const { columns, sidePx, gapPx } = columnsThatFit(widthPx, tilePx);
  const rowPx = sidePx + gapPx;
  const { active } = useGridFocus();
  const activeRow = active < 0 ? -1 : Math.floor(active / columns);
  // Rows that arrive, and selections that change, redraw what is on screen.
  useExplore((state) => state.rowsRevision);
  useExplore((state) => state.selectionRevision);
  useExplore((state) => state.view?.revision ?? -1);

  const withActive = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range);
      // aria-activedescendant must name an element that exists.
      return activeRow < 0 || rows.includes(activeRow) ? rows : [...rows, activeRow].sort((a, b) => a - b);
    },
    [activeRow],
  );
  const count = widthPx === 0 ? 0 : Math.ceil(matches / columns);
  const { virtualizer, barPx, shiftPx, reveal, jump } = useScaledVirtualizer(
    scroller,
    count,
    rowPx,
    heightPx,
    withActive,
  );
  useRememberedPlace(count, columns, jump, virtualizer.range?.startIndex ?? 0);

  const moveTo = (place: number, extend: boolean): void => {
    const next = Math.max(0, Math.min(matches - 1, place));
    const { anchor } = useGridFocus.getState();
    if (extend && active >= 0) {
      const from = anchor < 0 ? active : anchor;
      useGridFocus.setState({ active: next, anchor: from });
      void explore.selection.addRange(from, next);
    } else useGridFocus.setState({ active: next, anchor: next });
    reveal(Math.floor(next / columns));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(heightPx / rowPx) - 1);
    const step = gridStep(event, active, { columns, page, last: matches - 1 });
    const row = active < 0 ? null : explore.rowAt(active);
    if (step !== null) moveTo(step, event.shiftKey);
    else if (event.key === ' ' && row) explore.selection.toggle(row.id);
    else if (event.key === 'Enter' && row) onOpen(row.id);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) void explore.selection.addAll();
    else if (event.key === 'Escape' && explore.store.getState().selected > 0) explore.selection.clear();
    else return;
    event.preventDefault();
  };

  const onPress = (event: MouseEvent, place: number, row: SampleRow): void => {
    const { anchor } = useGridFocus.getState();
    if (event.shiftKey && anchor >= 0) {
      useGridFocus.setState({ active: place });
      void explore.selection.addRange(anchor, place);
    } else if (event.ctrlKey || event.metaKey) {
      useGridFocus.setState({ active: place, anchor: place });
      explore.selection.toggle(row.id);
    } else {
      useGridFocus.setState({ active: place, anchor: place });
      onOpen(row.id);
    }
  };

  const activeSample = active < 0 ? null : explore.rowAt(active);
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="listbox"
      tabIndex={0}
      aria-label="Samples"
      aria-multiselectable
      data-testid="sample-grid"
      {...(activeSample ? { 'aria-activedescendant': tileId(activeSample.id) } : {})}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (active < 0 && matches > 0) useGridFocus.setState({ active: 0, anchor: 0 });
      }}
    >
      <div role="presentation" className={styles['all']} style={{ height: barPx }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            role="presentation"
            className={styles['row']}
            style={{
              top: start + shiftPx,
              height: sidePx,
              gap: gapPx,
              gridTemplateColumns: `repeat(${String(columns)}, ${String(sidePx)}px)`,
            }}
          >
            {Array.from({ length: Math.min(columns, matches - index * columns) }, (_, column) => {
              const place = index * columns + column;
              const row = explore.rowAt(place);
              return (
                <GridTile
                  key={row?.id ?? `empty-${String(column)}`}
                  row={row}
                  place={place}
                  count={matches}
                  sidePx={sidePx}
                  active={place === active}
                  selected={row !== null && explore.selection.has(row.id)}
                  onPress={onPress}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Comes back to where somebody was, and keeps that place up to date. */
function useRememberedPlace(
  rows: number,
  columns: number,
  jump: (row: number) => void,
  firstRow: number,
): void {
  const arrived = useRef(false);
  useLayoutEffect(() => {
    if (arrived.current || rows === 0) return;
    arrived.current = true;
    jump(Math.floor(useGridFocus.getState().top / columns));
  }, [rows, columns, jump]);
  useEffect(() => {
    if (arrived.current) useGridFocus.setState({ top: firstRow * columns });
  }, [firstRow, columns]);
}
