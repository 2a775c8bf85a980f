import type * as plotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { downloadBlob } from '../../ui/download.ts';
import { svgFile, pngFile } from './chart-files.ts';
import styles from './Chart.module.css';

type Plot = typeof plotModule;

interface ChartProps {
  readonly title: string;
  /** The chart in a sentence, for those who do not see it. */
  readonly label: string;
  /** File name without ending. */
  readonly name: string;
  /** Memoise it: another function draws the chart anew. */
  readonly draw: (plot: Plot) => PlotOptions;
  readonly legend?: readonly {
    readonly name: string;
    readonly colour: string;
    readonly dash?: string | undefined;
  }[];
}

/** The library comes with the first chart. */
let library: Promise<Plot> | undefined;

/** A drawing by Observable Plot that follows the width of its place, and can be saved. */
export function Chart({ title, label, name, draw, legend = [] }: ChartProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  useEffect(() => {
    if (width === 0) return;
    let wanted = true;
    library ??= import('@observablehq/plot');
    void library.then((plot) => {
      if (!wanted || !place.current) return;
      const drawn = plot.plot({ ...plain(width), ...draw(plot) });
      // The whole is one picture with one name; parts of a picture may not have names of their own.
      for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
      drawn.setAttribute('role', 'img');
      drawn.setAttribute('aria-label', label);
      place.current.replaceChildren(drawn);
    });
    return () => {
      wanted = false;
    };
  }, [draw, label, width]);
  const save = (file: (svg: SVGSVGElement) => Promise<Blob>, ending: string): void => {
    const svg = place.current?.querySelector('svg');
    if (svg)
      void file(svg).then((blob) => {
        downloadBlob(`${name}.${ending}`, blob);
      });
  };
  return (
    <figure className={styles['chart']}>
      <figcaption className={styles['title']}>
        <span>{title}</span>
        <span className={styles['save']}>
          <Button
            look="quiet"
            aria-label={`Save ${title} as SVG`}
            onPress={() => {
              save(svgFile, 'svg');
            }}
          >
            SVG
          </Button>
          <Button
            look="quiet"
            aria-label={`Save ${title} as PNG`}
            onPress={() => {
              save(pngFile, 'png');
            }}
          >
            PNG
          </Button>
        </span>
      </figcaption>
      {legend.length > 0 ? (
        <ul className={styles['legend']}>
          {legend.map((entry) => (
            <li key={entry.name}>
              <svg width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">
                <path d="M0 5H22" stroke={entry.colour} strokeWidth="2.5" strokeDasharray={entry.dash} />
              </svg>
              {entry.name}
            </li>
          ))}
        </ul>
      ) : null}
      <div ref={place} className={styles['place']} />
    </figure>
  );
}

function plain(width: number): PlotOptions {
  return {
    width,
    height: Math.round(Math.min(340, Math.max(220, width * 0.62))),
    marginLeft: 46,
    marginBottom: 38,
    style: { background: 'transparent', color: 'var(--text)', fontSize: '12px', overflow: 'visible' },
  };
}

function useWidth(place: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [place]);
  return width;
}
