import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { captionOf, type SourceNames } from './sample-words.ts';
import { useExploreSearch } from './use-explore-search.ts';
import { useSample } from './use-picture.ts';
import { fitting, type Zoom } from './zoom.ts';
import { ZoomView } from './ZoomView.tsx';
import styles from './CompareView.module.css';

interface CompareViewProps {
  readonly ids: readonly number[];
  readonly names: SourceNames;
}

/** Two to four samples side by side; what is done to one is done to all. */
export function CompareView({ ids, names }: CompareViewProps): ReactElement {
  const { change } = useExploreSearch();
  const [zoom, setZoom] = useState(fitting);
  const heading = useRef<HTMLHeadingElement>(null);
  // It covers the grid, where the focus was.
  useEffect(() => {
    heading.current?.focus();
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') change({ compare: undefined });
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [change]);
  return (
    <section className={styles['compare']} aria-label="Comparison">
      <header className={styles['header']}>
        <h2 ref={heading} tabIndex={-1}>
          Side by side
        </h2>
        <p className="small quiet">Zoom and move one, and all follow.</p>
        <Button
          onPress={() => {
            change({ compare: undefined });
          }}
        >
          Back to the samples
        </Button>
      </header>
      <div className={styles['pictures']} data-count={ids.length}>
        {ids.map((id) => (
          <Compared key={id} id={id} names={names} zoom={zoom} onZoom={setZoom} />
        ))}
      </div>
    </section>
  );
}

interface ComparedProps {
  readonly id: number;
  readonly names: SourceNames;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
}

function Compared({ id, names, zoom, onZoom }: ComparedProps): ReactElement {
  const sample = useSample(id);
  return (
    <figure className={styles['figure']}>
      <div className={styles['picture']}>
        {sample.status === 'failed' ? <p className={styles['failed']}>{sample.message}</p> : null}
        {sample.status === 'ready' ? (
          <ZoomView url={sample.value.url} name={sample.value.row.name} zoom={zoom} onZoom={onZoom} />
        ) : null}
      </div>
      <figcaption className="small">
        {sample.status === 'ready' ? `${captionOf(sample.value.row, names)}: ${sample.value.row.name}` : ''}
      </figcaption>
    </figure>
  );
}
