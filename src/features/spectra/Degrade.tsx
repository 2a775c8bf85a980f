import type { ReactElement } from 'react';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { NumberField, SelectField } from './Field.tsx';
import { degradationWords } from './recipe-words.ts';
import { degradationOf } from './search.ts';
import { useChangeSearch, useSpectraSearch } from './spectra.ts';
import fields from './RecipeDrawer.module.css';

/** Degrades every group before its spectrum is made, to watch which traces survive. */
export function Degrade(): ReactElement {
  const search = useSpectraSearch();
  const change = useChangeSearch();
  const degradation = degradationOf(search);
  return (
    <Disclosure title="Degrade and watch" aside={degradation ? degradationWords(degradation) : 'off'}>
      <div className={fields['fields']} data-testid="degrade">
        <SelectField
          name="Resize"
          choices={[
            ['1', 'Off'],
            ['0.5', 'To half'],
            ['0.75', 'To three quarters'],
            ['1.5', 'By one and a half'],
          ]}
          value={String(search.scale ?? 1)}
          onChange={(key) => {
            change({ scale: key === '1' ? undefined : Number(key) });
          }}
        />
        <SelectField
          name="Blur"
          choices={[
            ['0', 'Off'],
            ['0.5', '0.5 px'],
            ['1', '1 px'],
            ['2', '2 px'],
          ]}
          value={String(search.blur ?? 0)}
          onChange={(key) => {
            change({ blur: key === '0' ? undefined : Number(key) });
          }}
        />
        <SelectField
          name="JPEG"
          choices={[
            ['off', 'Off'],
            ['on', 'On'],
          ]}
          value={search.jpeg === undefined ? 'off' : 'on'}
          onChange={(key) => {
            change({ jpeg: key === 'on' ? 75 : undefined });
          }}
        />
        {search.jpeg === undefined ? null : (
          <NumberField
            name="JPEG quality"
            value={search.jpeg}
            min={1}
            max={100}
            onChange={(jpeg) => {
              change({ jpeg: Math.round(jpeg) });
            }}
          />
        )}
      </div>
      <p className="small quiet prose">
        In this order: resize (bicubic), blur, JPEG with the tables of libjpeg and 4:2:0 chroma. Resizing here
        is a degradation of the pictures, not part of the recipe. A crop that is larger than the resized
        picture leaves it out.
      </p>
    </Disclosure>
  );
}
