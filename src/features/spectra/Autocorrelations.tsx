import { useEffect, useRef, type ReactElement } from 'react';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { colourTable } from './colour-maps.ts';
import { paint } from './shown-values.ts';
import type { Figure } from './use-figure.ts';
import styles from './Autocorrelations.module.css';

const side = 65;
/** Beyond this everything has one colour: the middle is 1 by definition, and grids show below a tenth. */
const reach = 0.1;

/** How alike the residuals are to themselves, shifted by up to 32 pixels. */
export function Autocorrelations({ figure }: { readonly figure: Figure }): ReactElement {
  return (
    <Disclosure title="Autocorrelation" aside="±32 px">
      <ul className={styles['list']}>
        {figure.panels.map(({ group, picture }) => (
          <li key={group.id} className={styles['item']}>
            <Lags name={group.name} values={picture.autocorrelation} />
            <span className={`${styles['name'] ?? ''} small`}>{group.name}</span>
          </li>
        ))}
      </ul>
      <p className="small quiet prose">
        No shift in the middle; orange above zero, violet below, full colour from ±{reach}. A grid repeats at
        its period.
      </p>
    </Disclosure>
  );
}

function Lags({ name, values }: { readonly name: string; readonly values: Float32Array }): ReactElement {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    const pixels = paint(values, { low: -reach, high: reach }, colourTable('diverging'));
    context?.putImageData(new ImageData(pixels, side, side), 0, 0);
  }, [values]);
  return (
    <div role="img" aria-label={`Autocorrelation of ${name}`}>
      <canvas ref={ref} width={side} height={side} aria-hidden="true" />
    </div>
  );
}
