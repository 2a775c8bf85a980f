import { memo, useEffect, useLayoutEffect, useReducer, useRef, type ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import type { ThumbnailFailure } from '../../services/thumbnail-pool.ts';
import { useExplore } from './use-explore.ts';
import styles from './Tile.module.css';

interface ThumbnailProps {
  readonly id: number;
  /** Side of the square in CSS pixels. */
  readonly sizePx: number;
}

/** The middle square of a sample, or why there is none. It is asked for while it is on screen, and given up after. */
export const Thumbnail = memo(function Thumbnail({ id, sizePx }: ThumbnailProps): ReactElement {
  // Once its folder may be read again it is asked for anew.
  useExplore((state) => state.reads);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawnPx = bitmapSize(sizePx);
  const shown = explore.thumbnails.get(id, drawnPx);
  const missing = shown === null;
  useEffect(
    () => (missing ? explore.thumbnails.want(id, drawnPx, redraw) : undefined),
    [id, drawnPx, missing],
  );
  const bitmap = shown && 'close' in shown ? shown : null;
  useLayoutEffect(() => {
    if (!bitmap || !canvas.current) return;
    canvas.current.width = bitmap.width;
    canvas.current.height = bitmap.height;
    canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  if (shown && !bitmap) return <Unshown failure={shown as ThumbnailFailure} />;
  return <canvas ref={canvas} className={styles['picture']} data-ready={bitmap !== null} />;
});

function Unshown({ failure }: { readonly failure: ThumbnailFailure }): ReactElement {
  return (
    <span className={styles['unshown']} data-ready>
      <span>{failureWords[failure.code]}</span>
    </span>
  );
}

/** A tile has room for two words; the inspector says the rest. */
const failureWords: Readonly<Record<ThumbnailFailure['code'], string>> = {
  'empty-file': 'empty file',
  unreadable: 'unreadable',
  'unsupported-format': 'no picture',
  truncated: 'cut off',
  damaged: 'damaged',
  'too-large': 'too large',
  'not-exact': 'not shown',
  'no-base': 'no picture yet',
  'no-permission': 'not allowed',
  'worker-died': 'not shown',
};

/** A few sizes only, so that a window that is dragged wider does not draw everything anew. */
function bitmapSize(sizePx: number): number {
  const wanted = sizePx * Math.min(2, devicePixelRatio);
  return [64, 96, 128, 192, 256, 384].find((size) => size >= wanted * 0.9) ?? 512;
}
