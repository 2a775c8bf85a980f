import { useLayoutEffect, useState, type RefObject } from 'react';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Room inside an element, its scrollbar aside; 0 until it is laid out. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ widthPx: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void => {
      const style = getComputedStyle(element);
      const widthPx = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      const heightPx = element.clientHeight;
      setSize((former) =>
        former.widthPx === widthPx && former.heightPx === heightPx ? former : { widthPx, heightPx },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return size;
}
