import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react';
import type { SpectrumPicture } from '../../contracts/spectrum.ts';
import type { ReferenceEntry, ReferenceNumbers, ReferenceRecipe } from '../../core/spectrum/reference.ts';
import { loadReference, referenceUrl, type Reference } from '../../services/reference-spectra.ts';
import { compact, plural } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { colourTable } from './colour-maps.ts';
import { peakLines } from './reference-words.ts';
import { plainView } from './search.ts';
import { paint, rangeOf, shownValues } from './shown-values.ts';
import styles from './ReferencePage.module.css';

/** One source: its spectrum, what stands out of it, and what is known of its pictures. */
export function ReferenceCard({
  entry,
  recipe,
}: {
  readonly entry: ReferenceEntry;
  readonly recipe: ReferenceRecipe;
}): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const near = useNear(box);
  const { id, name, origin, commit, formats, sizes, caveat } = entry;
  const load = useCallback(
    (): Promise<Reference | null> => (near ? loadReference(id, recipe) : Promise.resolve(null)),
    [near, id, recipe],
  );
  const loaded = useLoaded(load);
  const reference = loaded.status === 'ready' ? loaded.value : null;
  return (
    <>
      <h3>{name}</h3>
      <div ref={box} className={styles['plane']}>
        {reference ? <Plane name={name} picture={reference.picture} /> : null}
        {loaded.status === 'failed' ? <p className="small">{loaded.message}</p> : null}
      </div>
      <div className={styles['facts']}>
        {reference ? <Numbers numbers={reference.numbers} /> : null}
        <p className="small">{caveat}</p>
        <p className="small quiet numbers">
          {formats.join(', ')}. Pixels: {sizes.join(', ')}.{' '}
          {commit === undefined ? (
            <>From {origin}.</>
          ) : (
            <>
              From{' '}
              <a href={`https://github.com/${origin}/tree/${commit}`} rel="noreferrer">
                {origin}
              </a>{' '}
              at {commit.slice(0, 10)}.
            </>
          )}
        </p>
        <p className={`${styles['links'] ?? ''} small`}>
          <Link
            to="/spectra"
            search={({ detector, backend, threads }) => ({
              ...{ detector, backend, threads },
              ...(recipe === 'genimage' ? {} : { preset: recipe }),
              beside: id,
            })}
            aria-label={`Put ${name} beside my groups`}
          >
            Beside my groups
          </Link>
          <a href={referenceUrl(`${id}.${recipe}.npy`)} download aria-label={`Power of ${name} as .npy`}>
            .npy
          </a>
          <a href={referenceUrl(`${id}.json`)} download aria-label={`Profiles and peaks of ${name} as JSON`}>
            .json
          </a>
        </p>
      </div>
    </>
  );
}

function Plane({
  name,
  picture,
}: {
  readonly name: string;
  readonly picture: SpectrumPicture;
}): ReactElement {
  const ref = useRef<HTMLCanvasElement>(null);
  const { sizePx } = picture;
  const { shown, range } = useMemo(() => {
    const values = shownValues(picture, null, plainView);
    return { shown: values, range: rangeOf([values], plainView) };
  }, [picture]);
  useEffect(() => {
    const pixels = paint(shown.values, range, colourTable(plainView.map));
    ref.current?.getContext('2d')?.putImageData(new ImageData(pixels, sizePx, sizePx), 0, 0);
  }, [shown, range, sizePx]);
  const decibels = (value: number) => compact(value).replace('-', '−');
  return (
    <>
      <div role="img" aria-label={`Spectrum of ${name}`}>
        <canvas ref={ref} width={sizePx} height={sizePx} aria-hidden="true" />
      </div>
      <p className="small quiet numbers">
        {decibels(range.low)} to {decibels(range.high)}&nbsp;dB
      </p>
    </>
  );
}

function Numbers({ numbers }: { readonly numbers: ReferenceNumbers }): ReactElement {
  const { images, tooSmall, peaks } = numbers;
  return (
    <>
      <p className="small numbers" data-testid="reference-count">
        n = {plural(images, 'picture')}
        {tooSmall > 0 ? `; ${String(tooSmall)} smaller than the crop` : ''}
      </p>
      {peaks.length === 0 ? (
        <p className="small">Nothing stands out of its surroundings.</p>
      ) : (
        <ul className={`${styles['peaks'] ?? ''} small`} data-testid="reference-peaks">
          {peakLines(peaks).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** True once the element has come near the screen: spectra that nobody scrolls to are not fetched. */
function useNear(ref: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        setNear(true);
        observer.disconnect();
      },
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return near;
}
