import { useId, type ReactElement } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { Button } from '../../ui/Button.tsx';
import { integer } from '../../ui/format.ts';
import { binStartWords, histogramOf, rangeWords, type HistogramName } from './facet-bins.ts';
import styles from './Facets.module.css';

interface HistogramFacetProps {
  readonly name: HistogramName;
  readonly title: string;
  readonly counts: Uint32Array;
  readonly chosen: readonly number[];
  readonly onChange: (bins: readonly number[]) => void;
}

const heightPx = 36;

/** How a number is spread, with a range to choose. Nothing where it is known of no sample. */
export function HistogramFacet({
  name,
  title,
  counts,
  chosen,
  onChange,
}: HistogramFacetProps): ReactElement | null {
  const heading = useId();
  const histogram = histogramOf(counts, chosen);
  if (!histogram) return null;
  const { first, counts: bars, unknown } = histogram;
  const last = first + bars.length - 1;
  const low = chosen[0] ?? first;
  const high = chosen.at(-1) ?? last;
  const most = Math.max(1, ...bars);
  const limited = chosen.length > 0;
  return (
    <section className={styles['facet']} aria-labelledby={heading}>
      <div className={styles['heading']}>
        <h3 id={heading}>{title}</h3>
        {limited ? (
          <Button
            look="quiet"
            onPress={() => {
              onChange([]);
            }}
          >
            Any
          </Button>
        ) : null}
      </div>
      {bars.length > 1 ? (
        <svg
          className={styles['bars']}
          viewBox={`0 0 ${String(bars.length)} ${String(heightPx)}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {bars.map((count, i) => {
            const bin = first + i;
            // A bar that stands for anything is seen: at least a pixel.
            const height = count === 0 ? 0 : Math.max(1.5, (count / most) * heightPx);
            return (
              <rect
                key={bin}
                x={i + 0.08}
                width={0.84}
                y={heightPx - height}
                height={height}
                data-passes={bin >= low && bin <= high}
              />
            );
          })}
        </svg>
      ) : null}
      {bars.length > 1 ? (
        <Slider
          aria-label={`${title}: range`}
          className={styles['slider'] ?? ''}
          minValue={first}
          maxValue={last}
          value={[Math.max(first, low), Math.min(last, high)]}
          onChange={(value) => {
            const [from = first, to = last] = value;
            onChange(
              from === first && to === last ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i),
            );
          }}
        >
          <SliderTrack className={styles['track'] ?? ''}>
            <SliderThumb index={0} aria-label="From" className={styles['thumb'] ?? ''} />
            <SliderThumb index={1} aria-label="To" className={styles['thumb'] ?? ''} />
          </SliderTrack>
        </Slider>
      ) : null}
      <p className={`small quiet numbers ${styles['edges'] ?? ''}`}>
        {limited || bars.length === 1 ? (
          rangeWords(name, low, high)
        ) : (
          <>
            <span>{binStartWords(name, first)}</span>
            <span>{binStartWords(name, last)}</span>
          </>
        )}
      </p>
      {unknown > 0 ? <p className="small quiet">{integer(unknown)} not known yet</p> : null}
    </section>
  );
}
