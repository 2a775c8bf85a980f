import { useDeferredValue, type ReactElement } from 'react';
import type { Peak } from '../../core/spectrum/peaks.ts';
import { plural } from '../../ui/format.ts';
import { pointAt, pointAway } from './crosshair.ts';
import { frequencyLabel } from './frame-of.ts';
import { periodText, periodWords } from './period-words.ts';
import type { Figure, PanelData } from './use-figure.ts';
import { usePeaks } from './use-peaks.ts';
import styles from './PeaksTable.module.css';

/** More than this a group is no table any more; the JSON export has them all. */
const mostRows = 12;

/** Lines of the spectra that the reference has not. */
export function PeaksTable({ figure }: { readonly figure: Figure }): ReactElement {
  const calm = useDeferredValue(figure);
  const { panels, reference } = calm;
  const found = usePeaks(calm);
  return (
    <section className={styles['peaks']} aria-label="Peaks" aria-busy={found.searching}>
      <h2>Peaks</h2>
      <p className="small quiet prose">
        {reference
          ? `Frequencies that stand out of their surroundings, and more than in ${reference.group.name}.`
          : 'Frequencies that stand out of their surroundings. Choose a reference to leave out what it has too.'}{' '}
        What is said of a period is what it is consistent with; it proves nothing.
      </p>
      {found.panels.map(({ panel, peaks }) => (
        <GroupPeaks key={panel.group.id} panel={panel} peaks={peaks} />
      ))}
      {found.searching && found.panels.length === 0 ? (
        <p className="small quiet" role="status">
          Looking for peaks
        </p>
      ) : null}
      {panels.length === (reference ? 1 : 0) ? (
        <p className="small">Add a group beside the reference to look for its peaks.</p>
      ) : null}
    </section>
  );
}

interface GroupPeaksProps {
  readonly panel: PanelData;
  readonly peaks: readonly Peak[];
}

function GroupPeaks({ panel, peaks }: GroupPeaksProps): ReactElement {
  const { group } = panel;
  return (
    <div data-testid="peaks" data-group={group.name} data-count={peaks.length}>
      <h3>{group.name}</h3>
      {peaks.length === 0 ? (
        <p className="small quiet">No peak found.</p>
      ) : (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by Tab
        <div className={styles['box']} role="region" aria-label={`Peaks of ${group.name}`} tabIndex={0}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col" data-text="">
                  cycles/px
                </th>
                <th scope="col" data-text="">
                  Period
                </th>
                <th scope="col">z</th>
                <th scope="col">Excess</th>
                <th scope="col" data-text="">
                  Usually
                </th>
              </tr>
            </thead>
            <tbody>
              {peaks.slice(0, mostRows).map((peak) => (
                <tr
                  key={`${String(peak.across)} ${String(peak.down)}`}
                  data-period={peak.periodPx ?? 'none'}
                  onPointerEnter={() => {
                    pointAt(peak.across, peak.down);
                  }}
                  onPointerLeave={pointAway}
                >
                  <td data-text="">
                    {frequencyLabel(peak.across)}, {frequencyLabel(peak.down)}
                  </td>
                  <td data-text="">{periodText(peak)}</td>
                  <td>{peak.z.toFixed(1)}</td>
                  <td>{peak.excessDecibel.toFixed(1)}&nbsp;dB</td>
                  <td data-text="">{periodWords(peak)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {peaks.length > mostRows ? (
            <p className="small quiet">and {plural(peaks.length - mostRows, 'weaker one')}.</p>
          ) : null}
        </div>
      )}
    </div>
  );
}
