import * as v from 'valibot';
import { recipeSchema, transformSize, type Recipe } from './recipe.ts';

/*
 * What public/spectra holds: spectra of known sources, measured with this page by scripts/measure-references.mjs.
 * Numbers only; the pictures are not ours.
 */

export const referenceRecipes = ['genimage', 'mean-spectrum'] as const;
export type ReferenceRecipe = (typeof referenceRecipes)[number];

export const referenceKinds = ['real', 'generator', 'simulated'] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

const profileSchema = v.object({
  decibel: v.array(v.nullable(v.number())),
  low: v.array(v.nullable(v.number())),
  high: v.array(v.nullable(v.number())),
});

const numbersSchema = v.object({
  /** In the sums. */
  images: v.pipe(v.number(), v.integer(), v.minValue(1)),
  tooSmall: v.number(),
  unreadable: v.number(),
  radial: profileSchema,
  sectors: profileSchema,
  /** Against their surroundings alone (see findPeaks). */
  peaks: v.array(
    v.object({
      across: v.number(),
      down: v.number(),
      periodPx: v.nullable(v.number()),
      prominenceDecibel: v.number(),
      z: v.number(),
    }),
  ),
});

export const referenceSchema = v.object({
  id: v.string(),
  numbers: v.object({ genimage: numbersSchema, 'mean-spectrum': numbersSchema }),
});

export type ReferenceNumbers = v.InferOutput<typeof numbersSchema>;

export const referenceIndexSchema = v.object({
  schema: v.literal('telltale-reference-spectra-1'),
  recipes: v.object({ genimage: recipeSchema, 'mean-spectrum': recipeSchema }),
  references: v.array(
    v.object({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/u)),
      name: v.string(),
      kind: v.picklist(referenceKinds),
      /** What in the spectrum may not be the source's own. */
      caveat: v.string(),
      pictures: v.number(),
      /** A GitHub repository as owner/name, read at `commit`; without one, words. */
      origin: v.string(),
      commit: v.optional(v.string()),
      /** The most frequent ones, for people. */
      formats: v.array(v.string()),
      sizes: v.array(v.string()),
    }),
  ),
});

export type ReferenceIndex = v.InferOutput<typeof referenceIndexSchema>;
export type ReferenceEntry = ReferenceIndex['references'][number];

/** Everything but which images: that is the group's own. */
const compared = [
  'average',
  'channel',
  'residual',
  'subtraction',
  'window',
  'highPass',
  'crop',
  'sizePx',
] as const satisfies readonly (keyof Recipe)[];
export type RecipePart = (typeof compared)[number];

/** In what two recipes differ so that their spectra must not be compared. Number of images and seed may differ. */
export function recipeDifferences(one: Recipe, other: Recipe): RecipePart[] {
  return compared.filter((part) =>
    part === 'sizePx' ? transformSize(one.sizePx) !== transformSize(other.sizePx) : one[part] !== other[part],
  );
}
