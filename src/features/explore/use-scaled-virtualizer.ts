import { useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { ScrollMap, ScrollPosition } from './scaled-scroll.ts';

interface ScaledRows {
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** Height for the scroller's content. */
  readonly barPx: number;
  /** To be added to a row's `start` to place it in the scroller. */
  readonly shiftPx: number;
  /** Brings a row into sight with as little movement as needed. */
  readonly reveal: (row: number) => void;
  /** Puts a row at the upper edge. */
  readonly jump: (row: number) => void;
}

/** How long the bar must rest before it is put where it belongs. */
const restMs = 200;

/**
 * TanStack's virtualizer for rows of one height, however many: the scroller stays as tall as browsers bear, and its
 * position is stretched (scaled-scroll.ts).
 */
export function useScaledVirtualizer(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  rowPx: number,
  viewportPx: number,
  rangeExtractor: (range: Range) => number[],
): ScaledRows {
  'use no memo'; // useVirtualizer answers with an object that changes without changing its identity
  const map = useMemo(() => new ScrollMap(count * rowPx, viewportPx), [count, rowPx, viewportPx]);
  const [shiftPx, setShiftPx] = useState(0);
  const position = useRef<ScrollPosition | null>(null);
  const rowPxBefore = useRef(rowPx);
  position.current ??= new ScrollPosition(map, () => 2 * (scroller.current?.clientHeight ?? 0));
  const tell = useRef<(offset: number, scrolling: boolean) => void>(() => undefined);

  const put = useCallback(
    (bar: number) => {
      if (scroller.current) scroller.current.scrollTop = bar;
      const at = position.current;
      if (!at) return;
      setShiftPx(at.shift);
      tell.current(at.list, false);
    },
    [scroller],
  );

  // Other columns or another filter: the row at the upper edge stays there.
  useLayoutEffect(() => {
    const at = position.current;
    if (!at) return;
    const row = at.list / rowPxBefore.current;
    rowPxBefore.current = rowPx;
    at.remap(map);
    put(at.jump(row * rowPx));
  }, [map, rowPx, put]);

  const observe = useCallback(
    (_: unknown, onOffset: (offset: number, scrolling: boolean) => void) => {
      const element = scroller.current;
      const at = position.current;
      if (!element || !at) return;
      tell.current = onOffset;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const rest = (): void => {
        const bar = at.settle();
        if (bar !== null) element.scrollTop = bar;
        setShiftPx(at.shift);
        onOffset(at.list, false);
      };
      const scroll = (): void => {
        at.follow(element.scrollTop);
        setShiftPx(at.shift);
        onOffset(at.list, true);
        clearTimeout(timer);
        timer = setTimeout(rest, restMs);
      };
      onOffset(at.list, false);
      element.addEventListener('scroll', scroll, { passive: true });
      return () => {
        clearTimeout(timer);
        element.removeEventListener('scroll', scroll);
      };
    },
    [scroller],
  );

  // eslint-disable-next-line react-hooks/incompatible-library -- hence 'use no memo' above
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 3,
    rangeExtractor,
    observeElementOffset: observe,
    // Rows are never measured, so nothing but `put` moves the scroller.
    scrollToFn: () => undefined,
  });

  // Rows of another height: what the virtualizer measured is out of date.
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowPx]);

  const jump = useCallback(
    (row: number) => {
      if (position.current) put(position.current.jump(row * rowPx));
    },
    [put, rowPx],
  );
  const reveal = useCallback(
    (row: number) => {
      const at = position.current;
      if (!at) return;
      const top = row * rowPx;
      const bottom = top + rowPx - viewportPx;
      if (top < at.list) put(at.jump(top));
      else if (bottom > at.list) put(at.jump(bottom));
    },
    [put, rowPx, viewportPx],
  );
  return { virtualizer, barPx: map.barPx, shiftPx, reveal, jump };
}
