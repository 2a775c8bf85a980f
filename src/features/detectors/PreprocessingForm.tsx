import { useState, type ReactElement } from 'react';
import type { TemplatePreprocessing } from '../../core/zoo/template.ts';
import { integer } from '../../ui/format.ts';
import { Select } from '../../ui/Select.tsx';
import { Labelled } from './Labelled.tsx';
import { presetOf, valuePresets, type ValuePreset } from './preprocessing-words.ts';
import styles from './ModelForm.module.css';

interface PreprocessingFormProps {
  /** The side that the graph takes; null where it takes any. */
  readonly fixedPx: number | null;
  readonly initial: TemplatePreprocessing;
  /** null while what stands in the form is no preprocessing. */
  readonly onChange: (plan: TemplatePreprocessing | null) => void;
}

type Place = 'whole' | 'shorter' | 'none';
type Filter = NonNullable<TemplatePreprocessing['resize']>['filter'];

interface Stated {
  readonly sidePx: number;
  readonly place: Place;
  readonly resizedPx: number;
  readonly filter: Filter;
  readonly preset: ValuePreset | null;
}

const filterNames: readonly Filter[] = ['bilinear', 'bicubic', 'lanczos', 'box'];

const presetNames: Record<ValuePreset, readonly [name: string, note: string]> = {
  imagenet: ['ImageNet', 'mean 0.485, 0.456, 0.406'],
  clip: ['CLIP', 'mean 0.481, 0.458, 0.408'],
  half: ['−1 to 1', 'mean 0.5, deviation 0.5'],
  unit: ['0 to 1', 'bytes divided by 255'],
  bytes: ['0 to 255', 'bytes as they are'],
};

/** A short form for what no file states. */
export function PreprocessingForm({ fixedPx, initial, onChange }: PreprocessingFormProps): ReactElement {
  const [stated, setStated] = useState(() => statedOf(initial));
  const change = (patch: Partial<Stated>): void => {
    const next = { ...stated, ...patch };
    setStated(next);
    onChange(planOf(next, initial));
  };
  const { sidePx, place, resizedPx, filter, preset } = stated;
  return (
    <>
      {fixedPx === null ? (
        <Pixels
          label="Side of the square"
          value={sidePx}
          onChange={(value) => {
            change({ sidePx: value });
          }}
        />
      ) : (
        <p className="small numbers">
          The graph takes {integer(fixedPx)} × {integer(fixedPx)}&nbsp;px.
        </p>
      )}
      <Labelled words="Resizing">
        <Select
          framed
          label="Resizing"
          testId="place"
          value={place}
          options={[
            { key: 'whole', name: 'Whole picture', note: 'both sides, its proportions are lost' },
            { key: 'shorter', name: 'Shorter side, then centre', note: 'proportions are kept' },
            { key: 'none', name: 'None, centre', note: 'native pixels' },
          ]}
          onChange={(key) => {
            change({ place: key === 'shorter' || key === 'none' ? key : 'whole' });
          }}
        />
      </Labelled>
      {place === 'shorter' ? (
        <Pixels
          label="Shorter side"
          value={resizedPx}
          onChange={(value) => {
            change({ resizedPx: value });
          }}
        />
      ) : null}
      {place === 'none' ? null : (
        <Labelled words="Filter">
          <Select
            framed
            label="Filter"
            testId="filter"
            value={filter}
            options={filterNames.map((name) => ({ key: name, name, note: '' }))}
            onChange={(key) => {
              change({ filter: filterNames.find((name) => name === key) ?? 'bilinear' });
            }}
          />
        </Labelled>
      )}
      <Labelled words="Values">
        <Select
          framed
          label="Values"
          testId="values"
          value={preset ?? 'stated'}
          placeholder="As its file states"
          options={Object.entries(presetNames).map(([key, [name, note]]) => ({ key, name, note }))}
          onChange={(key) => {
            change({ preset: key as ValuePreset });
          }}
        />
      </Labelled>
    </>
  );
}

interface PixelsProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Pixels({ label, value, onChange }: PixelsProps): ReactElement {
  return (
    <label className={styles['field']}>
      {label}
      <span className={styles['number']}>
        <input
          type="number"
          min={1}
          max={mostPx}
          required
          value={Number.isNaN(value) ? '' : value}
          onChange={(event) => {
            onChange(event.currentTarget.valueAsNumber);
          }}
        />{' '}
        px
      </span>
    </label>
  );
}

const mostPx = 2048;

function statedOf({ resize, crop, ...values }: TemplatePreprocessing): Stated {
  return {
    sidePx: crop.sizePx,
    place: !resize ? 'none' : resize.rule === 'shorter-side' ? 'shorter' : 'whole',
    // As torchvision's weights have it: 256 for 224.
    resizedPx: resize?.rule === 'shorter-side' ? resize.sidePx : Math.round(crop.sizePx / 0.875),
    filter: resize?.filter ?? 'bilinear',
    preset: presetOf(values),
  };
}

function planOf(
  { sidePx, place, resizedPx, filter, preset }: Stated,
  { crop, mean, std, rescaleFactor }: TemplatePreprocessing,
): TemplatePreprocessing | null {
  const isSide = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= mostPx;
  if (!isSide(sidePx) || (place === 'shorter' && !isSide(resizedPx))) return null;
  const resize = {
    whole: { rule: 'both-sides', sidePx, filter },
    shorter: { rule: 'shorter-side', sidePx: resizedPx, filter },
    none: null,
  } as const satisfies Record<Place, TemplatePreprocessing['resize']>;
  const values = preset === null ? { mean, std, rescaleFactor } : copied(valuePresets[preset]);
  return { resize: resize[place], crop: { ...crop, sizePx: sidePx }, ...values };
}

function copied(
  preset: (typeof valuePresets)[ValuePreset],
): Pick<TemplatePreprocessing, 'mean' | 'std' | 'rescaleFactor'> {
  const { mean, std } = preset;
  const factor = 'rescaleFactor' in preset ? { rescaleFactor: preset.rescaleFactor } : {};
  return { mean: [...mean], std: [...std], ...factor };
}
