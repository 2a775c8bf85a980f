import * as v from 'valibot';

/*
 * How a spectrum is made, from the pixels to the picture's numbers. Two spectra may be compared only where their
 * recipes are equal; docs/methods.md has every formula with its source.
 */

/**
 * What is averaged over images. 'residual': the residuals themselves, then one DFT of their mean (CNNSpot, GenImage);
 * traces that keep their place add up, everything else cancels. 'power': |DFT|^2 of each residual (Corvi et al. 2023).
 */
export const averages = ['residual', 'power'] as const;
export type Average = (typeof averages)[number];

export const channels = ['grey', 'red', 'green', 'blue', 'luma', 'cb', 'cr'] as const;
export type Channel = (typeof channels)[number];

export const residualNames = [
  'none',
  'median-3',
  'median-5',
  'gaussian',
  'laplacian',
  'npr',
  'wavelet',
] as const;
export type ResidualName = (typeof residualNames)[number];

export const windowNames = ['none', 'hann'] as const;
export type WindowName = (typeof windowNames)[number];

export const cropNames = ['centre', 'random', 'grid'] as const;
export type CropName = (typeof cropNames)[number];

/** Offered sizes. 224 is what many detectors take; the transform then uses the power of two below. */
export const cropSizes = [128, 224, 256, 512, 1024] as const;

/** More images than this add nothing that can be seen, and a slip of the hand should not start a day's work. */
export const mostImages = 100_000;

const largestSeed = 2 ** 32 - 1;

export const recipeSchema = v.object({
  average: v.picklist(averages),
  channel: v.picklist(channels),
  residual: v.picklist(residualNames),
  /**
   * Whether image minus median keeps its sign, or wraps to 0..255 as unsigned 8-bit arithmetic does. Only a median
   * can wrap: the other residuals have fractions or are signed by definition.
   */
  subtraction: v.picklist(['signed', 'wrapped']),
  window: v.picklist(windowNames),
  /** Takes away what is slower than about 50 px; see `highPassGain`. */
  highPass: v.boolean(),
  crop: v.picklist(cropNames),
  /** Side of the square that is looked at; what the transform takes is `transformSize` of it. */
  sizePx: v.picklist(cropSizes),
  /** How many images of a group are drawn; fewer where it has fewer. */
  images: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostImages)),
  /** Of the choice of images and of random crops. */
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largestSeed)),
});

export type Recipe = v.InferOutput<typeof recipeSchema>;

/** What the stages need of a recipe; tests transform smaller squares than the page offers. */
export type Stages = Omit<Recipe, 'sizePx' | 'images'> & { readonly sizePx: number };

/** The recipe of CNNSpot's Figure (Wang et al. 2020) and GenImage's Figure 2 (Zhu et al. 2023). */
export const genImageRecipe: Recipe = {
  average: 'residual',
  channel: 'grey',
  residual: 'median-3',
  subtraction: 'signed',
  window: 'none',
  highPass: false,
  crop: 'centre',
  sizePx: 256,
  images: 1000,
  seed: 1,
};

/** After Corvi et al. 2023: the power of denoising residuals, averaged over images. */
export const meanSpectrumRecipe: Recipe = {
  ...genImageRecipe,
  average: 'power',
  residual: 'wavelet',
  // Without it the jump from one edge of a crop to the other draws a cross.
  window: 'hann',
  highPass: true,
};

/** The largest power of two that is not larger: the only sizes that are transformed. 224 -> 128. */
export function transformSize(sizePx: number): number {
  return 2 ** Math.floor(Math.log2(sizePx));
}

/** Whether unsigned arithmetic makes a difference to this residual. */
export function canWrap(residual: ResidualName): boolean {
  return residual === 'median-3' || residual === 'median-5';
}

/**
 * What decides the sums of an image. Recipes that agree in this share their work: window and high-pass of a mean
 * residual are applied at the end, and so are the high-pass of a mean power and the number of images.
 */
export function sumsKey(recipe: Recipe): string {
  const { average, channel, residual, subtraction, window, crop, sizePx, seed } = recipe;
  return [
    average,
    channel,
    residual,
    canWrap(residual) ? subtraction : 'signed',
    average === 'power' ? window : '',
    crop,
    transformSize(sizePx),
    seed,
  ].join(' ');
}
