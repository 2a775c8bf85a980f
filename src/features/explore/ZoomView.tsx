import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import { useSize } from './use-size.ts';
import { fitting, panned, scaleOf, stepped, zoomedAt, type Zoom } from './zoom.ts';
import styles from './ZoomView.module.css';

interface ZoomViewProps {
  readonly url: string;
  readonly name: string;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
}

/** A picture whose pixels can be looked at one by one: wheel, pinch, drag, or + - 0 and the arrow keys. */
export function ZoomView({ url, name, zoom, onZoom }: ZoomViewProps): ReactElement {
  const frameRef = useRef<HTMLDivElement>(null);
  const frame = useSize(frameRef);
  const [picture, setPicture] = useState({ widthPx: 0, heightPx: 0 });
  const [broken, setBroken] = useState(false);
  const drag = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const scale = scaleOf(zoom, picture, frame);

  // React's own wheel listener is passive; it could not keep the page from scrolling.
  useEffect(() => {
    const element = frameRef.current;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element?.getBoundingClientRect();
      if (!box || event.deltaY === 0) return;
      const atX = event.clientX - box.left - box.width / 2;
      const atY = event.clientY - box.top - box.height / 2;
      onZoom(zoomedAt(zoom, event.deltaY < 0 ? 1 : -1, atX, atY, picture, frame));
    };
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element?.removeEventListener('wheel', wheel);
    };
  }, [zoom, onZoom, picture, frame]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = zoomOfKey(event.key);
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onZoom(next);
  };
  const zoomOfKey = (key: string): Zoom | null => {
    switch (key) {
      case '+':
      case '=':
        return stepped(zoom, 1, picture, frame);
      case '-':
        return stepped(zoom, -1, picture, frame);
      case '0':
        return fitting;
      case 'ArrowLeft':
        return panned(zoom, 40, 0, picture, frame);
      case 'ArrowRight':
        return panned(zoom, -40, 0, picture, frame);
      case 'ArrowUp':
        return panned(zoom, 0, 40, picture, frame);
      case 'ArrowDown':
        return panned(zoom, 0, -40, picture, frame);
      default:
        return null;
    }
  };
  const onPointerMove = (event: PointerEvent): void => {
    const from = drag.current;
    if (!from) return;
    drag.current = { x: event.clientX, y: event.clientY };
    onZoom(panned(zoom, event.clientX - from.x, event.clientY - from.y, picture, frame));
  };
  return (
    // An application takes keys and pointers; the rule counts it as a document.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frameRef}
      className={styles['frame']}
      role="application"
      // A picture that is zoomed and moved by keys has to take the focus.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={`${name}, ${scaleWords(scale)}. Plus and minus zoom, arrows move, 0 fits`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    >
      {broken ? (
        <p className={styles['broken']}>This file cannot be shown as a picture.</p>
      ) : (
        <img
          className={styles['picture']}
          src={url}
          alt={name}
          draggable={false}
          data-scale={scale}
          style={{
            width: picture.widthPx * scale,
            height: picture.heightPx * scale,
            imageRendering: scale >= 1 ? 'pixelated' : 'auto',
            transform: `translate(${String(frame.widthPx / 2 - zoom.x * picture.widthPx * scale)}px, ${String(frame.heightPx / 2 - zoom.y * picture.heightPx * scale)}px)`,
          }}
          onLoad={({ currentTarget }) => {
            setPicture({ widthPx: currentTarget.naturalWidth, heightPx: currentTarget.naturalHeight });
          }}
          onError={() => {
            setBroken(true);
          }}
        />
      )}
      <span className={`small numbers ${styles['scale'] ?? ''}`} aria-hidden="true">
        {scaleWords(scale)}
      </span>
    </div>
  );
}

function scaleWords(scale: number): string {
  return `${String(Math.round(scale * 100))}\u00a0%`;
}
