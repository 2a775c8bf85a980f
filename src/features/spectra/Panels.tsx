import type { ReactElement } from 'react';
import type { Peak } from '../../core/spectrum/peaks.ts';
import { compact } from '../../ui/format.ts';
import { colourGradient } from './colour-maps.ts';
import { Panel } from './Panel.tsx';
import { frequencyLabel, periodLabel } from './frame-of.ts';
import { useCrosshair } from './crosshair.ts';
import { unitOf, type Range } from './shown-values.ts';
import type { Figure, PanelData } from './use-figure.ts';
import { usePeaks } from './use-peaks.ts';
import styles from './Panels.module.css';

const noPeaks: readonly Peak[] = [];

/** The spectra side by side, with one crosshair and one zoom. */
export function Panels({ figure }: { readonly figure: Figure }): ReactElement {
  const { panels, view } = figure;
  const [first] = panels;
  const found = usePeaks(figure).panels;
  const peaksOf = (panel: PanelData) =>
    found.find((each) => each.panel.group.id === panel.group.id)?.peaks ?? noPeaks;
  const marked = found.some(({ peaks }) => peaks.length > 0);
  return (
    <section className={styles['panels']} aria-label="Spectra">
      <div className={`${styles['keys'] ?? ''} small quiet numbers`}>
        {first && !view.separate ? <ColourBar figure={figure} range={scaleOf(figure)} /> : null}
        <Pointed />
        {marked ? <span>Circles are the peaks of the table below.</span> : null}
      </div>
      <ul className={styles['grid']}>
        {panels.map((panel) => (
          <li key={panel.group.id} className={styles['panel']}>
            <Panel panel={panel} figure={figure} peaks={peaksOf(panel)} />
            {view.separate ? <ColourBar figure={figure} range={panel.range} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** All panels share it. */
function scaleOf({ panels }: Figure): Range {
  return panels[0]?.range ?? { low: 0, high: 1 };
}

function ColourBar({ figure, range }: { readonly figure: Figure; readonly range: Range }): ReactElement {
  const { view } = figure;
  const map = view.show === 'power' ? view.map : 'diverging';
  return (
    <div className={`${styles['bar'] ?? ''} small numbers`} data-testid="colour-bar">
      <span>{compact(range.low).replace('-', '−')}</span>
      <span className={styles['ramp']} style={{ background: colourGradient(map, 'to right') }} />
      <span>{compact(range.high).replace('-', '−')}</span>
      <span className="quiet">{unitOf(view)}</span>
    </div>
  );
}

function Pointed(): ReactElement {
  const at = useCrosshair((state) => state.at);
  return (
    <span className={styles['pointed']} data-testid="pointed">
      {at
        ? `${frequencyLabel(at.across)} cycles/px across, ${frequencyLabel(at.down)} down; period ${periodLabel(at.across)} × ${periodLabel(at.down)} px`
        : 'Point at a spectrum, or move the crosshair with the arrow keys; a press zooms in.'}
    </span>
  );
}
