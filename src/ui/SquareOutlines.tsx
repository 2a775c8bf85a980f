import type { ReactElement } from 'react';
import type { Rect } from '../core/image/pixels.ts';
import styles from './SquareOutlines.module.css';

interface SquareOutlinesProps {
  /** Of the picture in whose pixels the squares are given. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rects: readonly Rect[];
  /** Lays it over the picture. */
  readonly className: string | undefined;
}

/** What a detector looked at, drawn over a picture that is fitted with object-fit: contain, as `meet` does it here. */
export function SquareOutlines({ widthPx, heightPx, rects, className }: SquareOutlinesProps): ReactElement {
  return (
    <svg
      className={[styles['outlines'], className].join(' ')}
      viewBox={`0 0 ${String(widthPx)} ${String(heightPx)}`}
      aria-hidden="true"
    >
      {rects.map(({ x, y, widthPx: width, heightPx: height }) => (
        <g key={`${String(x)} ${String(y)}`}>
          <rect x={x} y={y} width={width} height={height} data-under="" />
          <rect x={x} y={y} width={width} height={height} />
        </g>
      ))}
    </svg>
  );
}
