import type { ReactElement } from 'react';
import { useTrace, type TracePicture, type TracePictures } from './use-trace.ts';
import styles from './Traces.module.css';

export type TraceKind = 'residual' | 'spectrum';

export interface Enlarged {
  readonly kind: TraceKind;
  readonly url: string;
}

interface TracesProps {
  readonly file: File;
  readonly enlarged: TraceKind | null;
  /** In place of the picture; null: the picture again. */
  readonly onEnlarge: (enlarged: Enlarged | null) => void;
}

export const traceWords: Readonly<Record<TraceKind, string>> = {
  residual: 'Noise residual',
  spectrum: 'Spectrum',
};

/** What is left of the picture when the picture is taken away. */
export function Traces({ file, enlarged, onEnlarge }: TracesProps): ReactElement {
  const trace = useTrace(file);
  return (
    <section className={styles['traces']} aria-label="Noise residual and spectrum">
      {trace.status === 'failed' ? (
        <p className="small quiet">No noise residual: {trace.message}</p>
      ) : (
        <>
          <div className={styles['pair']}>
            {(['residual', 'spectrum'] as const).map((kind) => (
              <TraceFigure
                key={kind}
                kind={kind}
                trace={trace.status === 'ready' ? trace.value : null}
                pressed={enlarged === kind}
                onEnlarge={onEnlarge}
              />
            ))}
          </div>
          <p className="small quiet">
            {trace.status === 'ready'
              ? `Middle ${String(trace.value.sizePx)} × ${String(trace.value.sizePx)} px in grey minus their 3 × 3 median; spectrum under a Hann window. `
              : 'Computing… '}
            One picture shows its content as well as its source; Spectra averages many.
          </p>
        </>
      )}
    </section>
  );
}

interface TraceFigureProps {
  readonly kind: TraceKind;
  readonly trace: TracePictures | null;
  readonly pressed: boolean;
  readonly onEnlarge: TracesProps['onEnlarge'];
}

function TraceFigure({ kind, trace, pressed, onEnlarge }: TraceFigureProps): ReactElement {
  const picture = trace?.[kind] ?? null;
  return (
    <figure className={styles['figure']}>
      {picture ? (
        <button
          type="button"
          className={styles['enlarge']}
          aria-pressed={pressed}
          aria-label={`${traceWords[kind]}, large`}
          onClick={() => {
            onEnlarge(pressed ? null : { kind, url: picture.url });
          }}
        >
          <img src={picture.url} alt="" data-testid={kind} />
        </button>
      ) : (
        <span className={styles['empty']} />
      )}
      <figcaption className="small numbers">
        {traceWords[kind]}
        {picture ? <span className="quiet">{shadesWords(kind, picture)}</span> : null}
      </figcaption>
    </figure>
  );
}

/** What black and white stand for. */
function shadesWords(kind: TraceKind, { shades: { low, high } }: TracePicture): string {
  const whole = (value: number): string => String(Math.round(value)).replace('-', '−');
  return kind === 'residual' ? `, ±${whole(high)} grey levels` : `, ${whole(low)} to ${whole(high)} dB`;
}
