import {
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from 'react';
import type { Peak } from '../../core/spectrum/peaks.ts';
import { compact, plural } from '../../ui/format.ts';
import { colourTable } from './colour-maps.ts';
import { pointAt, pointAway, useCrosshair } from './crosshair.ts';
import { frameOf, frequencyLabel, periodLabel, ticksOf, type Frame } from './frame-of.ts';
import { paint, unitOf } from './shown-values.ts';
import { useChangeSearch } from './spectra.ts';
import type { Figure, PanelData } from './use-figure.ts';
import styles from './Panels.module.css';

interface PanelProps {
  readonly panel: PanelData;
  readonly figure: Figure;
}

interface MarkedProps extends PanelProps {
  readonly peaks: readonly Peak[];
}

export function Panel({ panel, figure, peaks }: MarkedProps): ReactElement {
  const { view } = figure;
  const frame = frameOf(view);
  const { group, picture } = panel;
  return (
    <>
      <h2 className={styles['title']}>
        <span title={group.name}>{group.name}</span>
        <span className="small quiet numbers">{plural(picture.images, 'image')}</span>
      </h2>
      <div className={styles['figure']}>
        <div className={styles['down']} aria-hidden="true">
          {ticksOf(frame.top, frame.side).map((tick) => (
            <span key={tick} style={{ top: percent((tick - frame.top) / frame.side) }}>
              {frequencyLabel(tick)}
            </span>
          ))}
        </div>
        <Plane panel={panel} figure={figure} peaks={peaks} frame={frame} />
        <div className={styles['across']} aria-hidden="true">
          {ticksOf(frame.left, frame.side).map((tick) => (
            <span key={tick} style={{ left: percent((tick - frame.left) / frame.side) }}>
              {frequencyLabel(tick)}
              <br />
              {periodLabel(tick)} px
            </span>
          ))}
        </div>
      </div>
      <Value panel={panel} figure={figure} />
    </>
  );
}

function Plane({ panel, figure, peaks, frame }: MarkedProps & { readonly frame: Frame }): ReactElement {
  const { view } = figure;
  const change = useChangeSearch();
  const { sizePx } = panel.shown;
  const place = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLButtonElement>) => {
    const box = currentTarget.getBoundingClientRect();
    const bin = (share: number, start: number) =>
      Math.round((start + share * frame.side) * sizePx - 0.5) / sizePx;
    return {
      across: bin((clientX - box.left) / box.width, frame.left),
      down: bin((clientY - box.top) / box.height, frame.top),
    };
  };
  const zoomAt = (across: number, down: number): void => {
    const zoom = view.zoom === 8 ? 1 : view.zoom * 2;
    change({
      zoom: zoom === 1 ? undefined : zoom,
      fx: zoom === 1 ? undefined : across,
      fy: zoom === 1 ? undefined : down,
    });
  };
  return (
    <button
      type="button"
      className={styles['window']}
      data-testid="panel"
      data-images={panel.picture.images}
      aria-label={`Spectrum of ${panel.group.name}. Arrow keys move the crosshair, Enter zooms, Escape leaves.`}
      onPointerMove={(event) => {
        const { across, down } = place(event);
        pointAt(across, down);
      }}
      onPointerLeave={pointAway}
      onClick={(event) => {
        // A press of Enter has no place of its own.
        const at = event.detail === 0 ? (useCrosshair.getState().at ?? { across: 0, down: 0 }) : place(event);
        zoomAt(at.across, at.down);
      }}
      onKeyDown={(event) => {
        moveCrosshair(event, 1 / sizePx);
      }}
    >
      <Painted panel={panel} figure={figure} frame={frame} />
      <Marks peaks={peaks} frame={frame} />
      <Cross frame={frame} />
    </button>
  );
}

function moveCrosshair(event: KeyboardEvent, bin: number): void {
  if (event.key === 'Escape') pointAway();
  const step = event.shiftKey ? 8 * bin : bin;
  const moves: Record<string, readonly [number, number]> = {
    ArrowLeft: [-step, 0],
    ArrowRight: [step, 0],
    ArrowUp: [0, -step],
    ArrowDown: [0, step],
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  const { across, down } = useCrosshair.getState().at ?? { across: 0, down: 0 };
  pointAt(across + move[0], down + move[1]);
}

function Painted({ panel, figure, frame }: PanelProps & { readonly frame: Frame }): ReactElement {
  const { shown, range } = panel;
  const { view } = figure;
  const ref = useRef<HTMLCanvasElement>(null);
  const table = colourTable(view.show === 'power' ? view.map : 'diverging');
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    if (!context) return;
    const pixels = paint(shown.values, range, table);
    context.putImageData(new ImageData(pixels, shown.sizePx, shown.sizePx), 0, 0);
  }, [shown, range, table]);
  const zoomed: CSSProperties = {
    transform: `scale(${String(1 / frame.side)}) translate(${percent(-(frame.left + 0.5))}, ${percent(-(frame.top + 0.5))})`,
  };
  return (
    <canvas
      ref={ref}
      className={styles['canvas']}
      width={shown.sizePx}
      height={shown.sizePx}
      style={zoomed}
      aria-hidden="true"
    />
  );
}

/** A circle around each peak and its mirror image, white over black as the crosshair is. */
function Marks({
  peaks,
  frame,
}: {
  readonly peaks: readonly Peak[];
  readonly frame: Frame;
}): ReactElement | null {
  if (peaks.length === 0) return null;
  const places = peaks
    .flatMap(({ across, down }) => [
      [across, down],
      [-across, -down],
    ])
    .map(([across = 0, down = 0]) => [
      percent((across - frame.left) / frame.side),
      percent((down - frame.top) / frame.side),
    ]);
  return (
    <svg className={styles['cross']} aria-hidden="true" data-testid="marks">
      {(['#000', '#fff'] as const).map((stroke, n) => (
        <g
          key={stroke}
          fill="none"
          stroke={stroke}
          strokeWidth={n === 0 ? 3 : 1.25}
          opacity={n === 0 ? 0.45 : 0.95}
        >
          {places.map(([x, y]) => (
            <circle key={`${x ?? ''} ${y ?? ''}`} cx={x} cy={y} r="6" />
          ))}
        </g>
      ))}
    </svg>
  );
}

function Cross({ frame }: { readonly frame: Frame }): ReactElement | null {
  const at = useCrosshair((state) => state.at);
  if (!at) return null;
  const x = percent((at.across - frame.left) / frame.side);
  const y = percent((at.down - frame.top) / frame.side);
  return (
    <svg className={styles['cross']} aria-hidden="true">
      {/* White over black, so that it is seen on every colour. */}
      {(['#000', '#fff'] as const).map((stroke, n) => (
        <g key={stroke} stroke={stroke} strokeWidth={n === 0 ? 2.5 : 1} opacity={n === 0 ? 0.45 : 0.9}>
          <line x1={x} x2={x} y1="0" y2="100%" />
          <line x1="0" x2="100%" y1={y} y2={y} />
        </g>
      ))}
    </svg>
  );
}

function Value({ panel, figure }: PanelProps): ReactElement {
  const at = useCrosshair((state) => state.at);
  const value = at ? valueAt(panel, at.across, at.down) : null;
  return (
    <p className={`${styles['value'] ?? ''} small quiet numbers`} data-testid="value">
      {value === null || Number.isNaN(value)
        ? ''
        : `${compact(value).replace('-', '−')} ${unitOf(figure.view)}`}
    </p>
  );
}

function valueAt({ shown }: PanelData, across: number, down: number): number {
  const { sizePx, values } = shown;
  const index = (frequency: number) => (Math.round((frequency + 0.5) * sizePx) + sizePx) % sizePx;
  return values[index(down) * sizePx + index(across)] ?? NaN;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(4)}%`;
}
