import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { ClassifyItem, ImageId } from '../../state/classify-store.ts';
import { judgedByOthers, neighbourOf } from './item-view.ts';
import { ResultRow } from './ResultRow.tsx';
import { select } from './selection.ts';
import { useClassify, useClassifyService } from './service-context.ts';
import styles from './ResultList.module.css';

const rowHeightPx = 68;

interface ResultListProps {
  readonly rows: readonly ClassifyItem[];
  readonly selectedId: ImageId | null;
  /** Asked for with Enter or a click; arrows only select. */
  readonly onOpen: (id: ImageId) => void;
}

/** A listbox that renders only the rows in sight, and the selected one, which aria-activedescendant names. */
export function ResultList({ rows, selectedId, onOpen }: ResultListProps): ReactElement {
  'use no memo'; // useVirtualizer answers with an object that changes without changing its identity
  const service = useClassifyService();
  const cards = useClassify((state) => state.cards);
  const chosenId = useClassify((state) => state.card?.id ?? null);
  // Where one detector judged them all, its name on every row would be noise.
  const several = chosenId !== null && judgedByOthers(rows, chosenId).length > 0;
  const scroller = useRef<HTMLDivElement>(null);
  const at = rows.findIndex((row) => row.id === selectedId);

  // eslint-disable-next-line react-hooks/incompatible-library -- hence 'use no memo' above
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return at < 0 || indexes.includes(at) ? indexes : [...indexes, at].sort((a, b) => a - b);
    },
  });

  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
    // Only a new selection scrolls; rows that move while results come in do not pull the list along.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId]);

  const moveTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row) select(row.id);
  };

  const remove = (): void => {
    if (selectedId === null || at < 0) return;
    select(neighbourOf(rows, selectedId));
    service.remove([selectedId]);
  };

  const actions: Readonly<Record<string, () => void>> = {
    ArrowDown: () => {
      moveTo(at + 1);
    },
    ArrowUp: () => {
      moveTo(at - 1);
    },
    PageDown: () => {
      moveTo(at + pageOf(scroller.current));
    },
    PageUp: () => {
      moveTo(at - pageOf(scroller.current));
    },
    Home: () => {
      moveTo(0);
    },
    End: () => {
      moveTo(rows.length - 1);
    },
    Enter: () => {
      if (selectedId !== null) onOpen(selectedId);
    },
    Delete: remove,
    Backspace: remove,
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  return (
    <div
      ref={scroller}
      className={styles['list']}
      role="listbox"
      tabIndex={0}
      aria-label="Pictures"
      {...(at < 0 || selectedId === null ? {} : { 'aria-activedescendant': optionId(selectedId) })}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles['all']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = rows[index];
          return item ? (
            <ResultRow
              key={item.id}
              item={item}
              card={cards.get(item.outcome?.modelId ?? '') ?? null}
              named={several}
              optionId={optionId(item.id)}
              index={index}
              count={rows.length}
              selected={item.id === selectedId}
              style={{
                position: 'absolute',
                inset: '0 0 auto',
                height: rowHeightPx,
                transform: `translateY(${String(start)}px)`,
              }}
              onChoose={() => {
                onOpen(item.id);
              }}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

function optionId(id: ImageId): string {
  return `picture-${id}`;
}

function pageOf(scroller: HTMLElement | null): number {
  return Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / rowHeightPx) - 1);
}
