import type { ReactElement } from 'react';
import {
  averages,
  canWrap,
  channels,
  cropNames,
  cropSizes,
  genImageRecipe,
  meanSpectrumRecipe,
  mostImages,
  residualNames,
  transformSize,
  windowNames,
  type Recipe,
} from '../../core/spectrum/recipe.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { NumberField, SelectField } from './Field.tsx';
import {
  averageWords,
  channelWords,
  cropWords,
  recipeSentence,
  residualWords,
  windowWords,
} from './recipe-words.ts';
import { degradationOf, recipeOf, searchOfRecipe } from './search.ts';
import { useChangeSearch, useSpectraSearch } from './spectra.ts';
import styles from './RecipeDrawer.module.css';

/** How the spectra are made. Every field stands in the address. */
export function RecipeDrawer(): ReactElement {
  const search = useSpectraSearch();
  const changeSearch = useChangeSearch();
  const recipe = recipeOf(search);
  const change = (part: Partial<Recipe>): void => {
    changeSearch(searchOfRecipe({ ...recipe, ...part }));
  };
  return (
    <Disclosure title="Recipe" aside={recipeSentence(recipe, degradationOf(search))}>
      <div className={styles['fields']} data-testid="recipe">
        <SelectField
          name="Average"
          choices={averages.map((key) => [key, averageWords[key]] as const)}
          value={recipe.average}
          onChange={(average) => {
            const preset = average === 'power' ? meanSpectrumRecipe : genImageRecipe;
            const { channel, crop, sizePx, images, seed } = recipe;
            changeSearch(searchOfRecipe({ ...preset, channel, crop, sizePx, images, seed }));
          }}
        />
        <SelectField
          name="Residual"
          choices={residualNames.map((key) => [key, residualWords[key]] as const)}
          value={recipe.residual}
          onChange={(residual) => {
            change({ residual });
          }}
        />
        {canWrap(recipe.residual) ? (
          <SelectField
            name="Subtraction"
            choices={[
              ['signed', 'Signed'],
              ['wrapped', 'Wrapped to 0..255'],
            ]}
            value={recipe.subtraction}
            onChange={(subtraction) => {
              change({ subtraction });
            }}
          />
        ) : null}
        <SelectField
          name="Channel"
          choices={channels.map((key) => [key, channelWords[key]] as const)}
          value={recipe.channel}
          onChange={(channel) => {
            change({ channel });
          }}
        />
        <SelectField
          name="Crop"
          choices={cropNames.map((key) => [key, cropWords[key]] as const)}
          value={recipe.crop}
          onChange={(crop) => {
            change({ crop });
          }}
        />
        <SelectField
          name="Crop size"
          choices={cropSizes.map((size) => [String(size), `${String(size)} px`] as const)}
          value={String(recipe.sizePx)}
          onChange={(text) => {
            const sizePx = cropSizes.find((size) => String(size) === text);
            if (sizePx) change({ sizePx });
          }}
        />
        <SelectField
          name="Window"
          choices={windowNames.map((key) => [key, windowWords[key]] as const)}
          value={recipe.window}
          onChange={(window) => {
            change({ window });
          }}
        />
        <SelectField
          name="High-pass"
          choices={[
            ['off', 'Off'],
            ['on', 'From 0.02 cycles/px'],
          ]}
          value={recipe.highPass ? 'on' : 'off'}
          onChange={(key) => {
            change({ highPass: key === 'on' });
          }}
        />
        <NumberField
          name="Images"
          value={recipe.images}
          min={1}
          max={mostImages}
          onChange={(images) => {
            change({ images: Math.round(images) });
          }}
        />
        <NumberField
          name="Seed"
          value={recipe.seed}
          min={0}
          max={2 ** 32 - 1}
          onChange={(seed) => {
            change({ seed: Math.round(seed) });
          }}
        />
      </div>
      <div className={`${styles['notes'] ?? ''} small quiet prose`}>
        {transformSize(recipe.sizePx) === recipe.sizePx ? null : (
          <p>
            {recipe.sizePx} is no power of two: squares of {transformSize(recipe.sizePx)} px are cut and
            transformed.
          </p>
        )}
        {recipe.average === 'residual' && recipe.crop === 'random' ? (
          <p>
            Random crops shift a grid from image to image, so it cancels in a mean residual. Centre crops of
            images of one size keep it.
          </p>
        ) : null}
      </div>
    </Disclosure>
  );
}
