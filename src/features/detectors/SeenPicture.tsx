import { useState, type ReactElement } from 'react';
import type { Rect } from '../../core/image/pixels.ts';
import type { ComparedPicture } from '../../state/zoo-store.ts';
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
      {/* Fitted like the picture below it: `meet` in the middle is what object-fit: contain does. */}
      <svg
        className={styles['outlines']}
        viewBox={`0 0 ${String(widthPx)} ${String(heightPx)}`}
        aria-hidden="true"
      >
        {rects.map((rect) => {
          const { x, y, width, height } = clipped(rect, widthPx, heightPx);
          return (
            <g key={`${String(x)} ${String(y)}`}>
              <rect x={x} y={y} width={width} height={height} data-under="" />
              <rect x={x} y={y} width={width} height={height} />
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** The part of a square that lies in the picture; what is beyond was mirrored from it. */
function clipped(rect: Rect, widthPx: number, heightPx: number) {
  const x = Math.max(0, rect.x);
  const y = Math.max(0, rect.y);
  return {
    x,
    y,
    width: Math.min(widthPx, rect.x + rect.widthPx) - x,
    height: Math.min(heightPx, rect.y + rect.heightPx) - y,
  };
}
