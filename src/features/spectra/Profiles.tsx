import type { ReactElement } from 'react';
import type { ProfileNumbers } from '../../contracts/spectrum.ts';
import { useCrosshair } from './crosshair.ts';
import { periodLabel } from './frame-of.ts';
import { GroupLine } from './GroupLine.tsx';
import { LineChart } from './LineChart.tsx';
import type { Figure } from './use-figure.ts';
import chart from './LineChart.module.css';
import styles from './Profiles.module.css';

const frequencies = [0, 0.1, 0.2, 0.3, 0.4, 0.5];
const directions = [0, 45, 90, 135, 180];

/** Power by frequency and by direction, with how much the groups' images differ. */
export function Profiles({ figure }: { readonly figure: Figure }): ReactElement {
  const { panels } = figure;
  const at = useCrosshair((state) => state.at);
  const radius = at ? Math.min(0.5, Math.hypot(at.across, at.down)) : null;
  const angle = at ? (Math.atan2(at.down, at.across) * 180) / Math.PI : null;
  const lines = panels.map(({ group, place, picture }) => ({
    ...{ key: group.id, name: group.name, place },
    radial: {
      xs: Array.from(picture.radial.decibel, (_, k) => k / picture.sizePx),
      profile: picture.radial,
    },
    sectors: {
      xs: Array.from(
        { length: picture.sectors.decibel.length + 1 },
        (_, k) => (k * 180) / picture.sectors.decibel.length,
      ),
      profile: closed(picture.sectors),
    },
  }));
  return (
    <section className={styles['profiles']} aria-label="Profiles">
      <h2>By frequency</h2>
      <LineChart
        label="Mean power in decibels by frequency, 0 to 0.5 cycles per pixel, with 95 % bands; the CSV export has the numbers"
        lines={lines.map(({ radial, ...line }) => ({ ...line, ...radial }))}
        xs={[0, 0.5]}
        ticks={frequencies.map((each) => ({
          at: each,
          words: String(each),
          below: periodLabel(each),
        }))}
        pointer={radius}
      />
      <p className="small quiet">Frequency in cycles/px; below it, the period in pixels.</p>
      <h2>By direction</h2>
      <LineChart
        label="Mean power in decibels by direction in 16 sectors, 0.1 to 0.5 cycles per pixel, with 95 % bands; the CSV export has the numbers"
        lines={lines.map(({ sectors, ...line }) => ({ ...line, ...sectors }))}
        xs={[0, 180]}
        ticks={directions.map((each) => ({
          at: each,
          words: `${String(each)}°`,
        }))}
        pointer={angle === null ? null : (angle + 180) % 180}
      />
      <ul className={`${chart['legend'] ?? ''} small`}>
        {lines.map(({ key, name, place }) => (
          <li key={key}>
            <GroupLine place={place} className={undefined} />
            {name}
          </li>
        ))}
      </ul>
      <p className="small quiet prose">
        Bands: 95&nbsp;% over images. 0° are vertical stripes. Decibels of squared grey levels; white noise of
        variance 1 lies at 0.
      </p>
    </section>
  );
}

/** Half a turn further is the same direction: the first sector ends the line too. */
function closed({ decibel, low, high }: ProfileNumbers): ProfileNumbers {
  const again = (values: Float32Array<ArrayBuffer>) => Float32Array.of(...values, values[0] ?? NaN);
  return { decibel: again(decibel), low: again(low), high: again(high) };
}
