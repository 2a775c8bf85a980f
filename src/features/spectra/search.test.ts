import { describe, expect, it } from 'vitest';
import { genImageRecipe, meanSpectrumRecipe, type Recipe } from '../../core/spectrum/recipe.ts';
import { degradationOf, plainView, readSpectraSearch, recipeOf, searchOfRecipe, viewOf } from './search.ts';

/** As an address carries it: text only. */
function throughAddress(search: Record<string, unknown>) {
  const pairs = Object.entries(search).filter(([, value]) => value !== undefined);
  return readSpectraSearch(Object.fromEntries(pairs.map(([key, value]) => [key, String(value)])));
}

describe('the address of the spectra page', () => {
  it.each<[string, Recipe]>([
    ['GenImage', genImageRecipe],
    ['mean spectrum', meanSpectrumRecipe],
    [
      'every field changed',
      {
        average: 'residual',
        channel: 'cr',
        residual: 'median-5',
        subtraction: 'wrapped',
        window: 'hann',
        highPass: true,
        crop: 'grid',
        sizePx: 1024,
        images: 77,
        seed: 4_294_967_295,
      },
    ],
    [
      'the other preset turned off',
      { ...meanSpectrumRecipe, highPass: false, window: 'none', residual: 'npr' },
    ],
  ])('carries the recipe: %s', (_, recipe) => {
    expect(recipeOf(throughAddress(searchOfRecipe(recipe)))).toEqual(recipe);
  });

  it('is empty for the defaults', () => {
    expect(throughAddress(searchOfRecipe(genImageRecipe))).toEqual({});
    expect(viewOf({})).toEqual(plainView);
    expect(degradationOf({})).toBeNull();
  });

  it('drops what it does not understand, and nothing breaks', () => {
    const search = readSpectraSearch({
      size: '100',
      residual: 'magic',
      images: '-4',
      seed: 'x',
      fx: '7',
      zoom: '3',
      jpeg: '101',
      low: '',
      map: 'rainbow',
      ref: '2',
    });
    expect(search).toEqual({ ref: 2 });
  });

  it('takes percentiles that are in the wrong order as not given', () => {
    expect(viewOf({ low: 90, high: 20 })).toMatchObject({ lowPercentile: 1, highPercentile: 99.9 });
  });
});
