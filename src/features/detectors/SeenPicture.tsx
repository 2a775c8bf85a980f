import { useState, type ReactElement } from 'react';
import type { Rect } from '../../core/image/pixels.ts';
import type { ComparedPicture } from '../../state/zoo-store.ts';
import { SquareOutlines } from '../../ui/SquareOutlines.tsx';
import styles from './SeenPicture.module.css';

interface SeenPictureProps {
  readonly picture: ComparedPicture;
  /** What was looked at, outlined. */
  readonly rects: readonly Rect[];
}

/** The picture on neutral grey, with what a detector looked at outlined. */
export function SeenPicture({ picture: { url, size }, rects }: SeenPictureProps): ReactElement | null {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  // The browser decodes what it shows, whatever its size: not before the size was found bearable.
  if (!size || url === brokenUrl) return null;
  const { widthPx, heightPx } = size;
  return (
    <figure className={styles['figure']}>
      <img
        className={styles['picture']}
        src={url}
        alt=""
        onError={() => {
          setBrokenUrl(url);
        }}
      />
      <SquareOutlines
        className={styles['outlines']}
        widthPx={widthPx}
        heightPx={heightPx}
        rects={rects.map((rect) => clipped(rect, widthPx, heightPx))}
      />
    </figure>
  );
}

/** The part of a square that lies in the picture; what is beyond was mirrored from it. */
function clipped(rect: Rect, widthPx: number, heightPx: number): Rect {
  const x = Math.max(0, rect.x);
  const y = Math.max(0, rect.y);
  return {
    x,
    y,
    widthPx: Math.min(widthPx, rect.x + rect.widthPx) - x,
    heightPx: Math.min(heightPx, rect.y + rect.heightPx) - y,
  };
}
