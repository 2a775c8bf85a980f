import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { frequencyBins } from './frequency-bins.ts';
import { fromNpy } from './npy.ts';
import { plainProfile, toDecibel } from './profile.ts';
import { genImageRecipe, meanSpectrumRecipe } from './recipe.ts';
import { recipeDifferences, referenceIndexSchema, referenceRecipes, referenceSchema } from './reference.ts';
import { halfSpectrum } from './right-half.ts';

/* The reference spectra that ship, and when they may be compared with. */

const folder = join(import.meta.dirname, '../../../public/spectra');
const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const index = v.parse(referenceIndexSchema, json('index.json'));

it('were measured by the recipes that the page offers', () => {
  expect(index.recipes).toEqual({ genimage: genImageRecipe, 'mean-spectrum': meanSpectrumRecipe });
});

describe.each(index.references)('the reference spectrum of $name', ({ id, pictures }) => {
  it('has profiles that are those of its power', () => {
    const { numbers } = v.parse(referenceSchema, json(`${id}.json`));
    for (const recipe of referenceRecipes) {
      const { images, tooSmall, unreadable, radial, sectors } = numbers[recipe];
      expect(images + tooSmall + unreadable).toBe(pictures);
      const { values, shape } = fromNpy(readFileSync(join(folder, `${id}.${recipe}.npy`)));
      expect(shape).toEqual([256, 129]);
      const half = halfSpectrum(values, 256);
      const bins = frequencyBins(256);
      const close = (found: Float64Array, stated: readonly (number | null)[]) => {
        expect(found).toHaveLength(stated.length);
        found.forEach((power, k) => {
          // A high-pass leaves nothing at DC but rounding.
          if (power > 1e-9) expect(Math.abs(toDecibel(power) - (stated[k] ?? NaN))).toBeLessThan(0.002);
        });
      };
      close(plainProfile(half, bins, 'radial'), radial.decibel);
      close(plainProfile(half, bins, 'sector'), sectors.decibel);
    }
  });
});

it('may stand beside groups of the same recipe, whichever and however many images were drawn', () => {
  expect(recipeDifferences(genImageRecipe, { ...genImageRecipe, images: 5, seed: 9 })).toEqual([]);
  expect(recipeDifferences(genImageRecipe, { ...genImageRecipe, sizePx: 512, window: 'hann' })).toEqual([
    'window',
    'sizePx',
  ]);
});
