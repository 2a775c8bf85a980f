import type { ReactElement } from 'react';
import { colourMapNames } from './colour-map-names.ts';
import { NumberField, SelectField } from './Field.tsx';
import { plainView, shows, type Show } from './search.ts';
import { useChangeSearch } from './spectra.ts';
import type { Figure } from './use-figure.ts';
import styles from './ViewBar.module.css';

const showWords: Record<Show, string> = {
  power: 'Spectra',
  difference: 'Difference to the reference',
  ratio: 'Ratio to the reference',
};

/** How the panels are drawn. */
export function ViewBar({ figure }: { readonly figure: Figure }): ReactElement {
  const change = useChangeSearch();
  const { view, panels } = figure;
  return (
    <div className={styles['bar']} data-testid="view-bar">
      <SelectField
        name="Show"
        choices={shows.map((key) => [key, showWords[key]] as const)}
        value={view.show}
        onChange={(show) => {
          change({ draw: show === plainView.show ? undefined : show });
        }}
      />
      <SelectField
        name="Reference"
        choices={[
          ['0', 'None'] as const,
          ...panels.map(({ place, group }) => [String(place + 1), group.name] as const),
        ]}
        value={String(view.reference)}
        onChange={(key) => {
          change({ ref: Number(key) === plainView.reference ? undefined : Number(key) });
        }}
      />
      {view.show === 'power' ? (
        <SelectField
          name="Values"
          choices={[
            ['log', 'Decibels'],
            ['linear', 'Linear'],
          ]}
          value={view.linear ? 'linear' : 'log'}
          onChange={(key) => {
            change({ linear: key === 'linear' ? true : undefined });
          }}
        />
      ) : null}
      <SelectField
        name="Scale"
        choices={[
          ['shared', 'Shared'],
          ['separate', 'Each its own'],
        ]}
        value={view.separate ? 'separate' : 'shared'}
        onChange={(key) => {
          change({ separate: key === 'separate' ? true : undefined });
        }}
      />
      {view.show === 'power' ? (
        <SelectField
          name="Colours"
          choices={colourMapNames.map((key) => [key, key] as const)}
          value={view.map}
          onChange={(map) => {
            change({ map: map === plainView.map ? undefined : map });
          }}
        />
      ) : null}
      <NumberField
        name="From percentile"
        value={view.lowPercentile}
        {...{ min: 0, max: view.highPercentile - 0.1, step: 0.1 }}
        onChange={(low) => {
          change({ low });
        }}
      />
      <NumberField
        name="to"
        value={view.highPercentile}
        {...{ min: view.lowPercentile + 0.1, max: 100, step: 0.1 }}
        onChange={(high) => {
          change({ high });
        }}
      />
      <SelectField
        name="Zoom"
        choices={['1', '2', '4', '8'].map((key) => [key, `${key}×`] as const)}
        value={String(view.zoom)}
        onChange={(key) => {
          change({
            zoom: key === '1' ? undefined : Number(key),
            ...(key === '1' ? { fx: undefined, fy: undefined } : {}),
          });
        }}
      />
    </div>
  );
}
