import * as v from 'valibot';
import type { Degradation } from '../../contracts/spectrum.ts';
import { genImageRecipe, meanSpectrumRecipe, recipeSchema, type Recipe } from '../../core/spectrum/recipe.ts';
import { referenceRecipes } from '../../core/spectrum/reference.ts';
import { colourMapNames, type ColourMapName } from './colour-map-names.ts';

/*
 * The address of the spectra page: the whole recipe and the whole view, so that the same files give the same figure.
 * What is not understood is dropped; what equals the default is left out.
 */

export const shows = ['power', 'difference', 'ratio'] as const;
/** 'difference' of amplitudes in grey levels and 'ratio' of powers in dB, both to the reference group. */
export type Show = (typeof shows)[number];

export interface View {
  readonly show: Show;
  readonly linear: boolean;
  /** Each panel has a scale of its own. */
  readonly separate: boolean;
  readonly lowPercentile: number;
  readonly highPercentile: number;
  readonly map: ColourMapName;
  /** 1-based; 0: none. */
  readonly reference: number;
  /** The picture after so many images; 0: the newest. */
  readonly after: number;
  /** Linked zoom 1, 2, 4, 8 and its middle, in cycles/px. */
  readonly zoom: number;
  readonly across: number;
  readonly down: number;
}

export const plainView: View = {
  show: 'power',
  linear: false,
  separate: false,
  lowPercentile: 1,
  highPercentile: 99.9,
  map: 'viridis',
  reference: 1,
  after: 0,
  zoom: 1,
  across: 0,
  down: 0,
};

function lenient<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.optional(schema), undefined);
}

const number = (low: number, high: number) =>
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.nonEmpty(), v.transform(Number))]),
    v.number(),
    v.minValue(low),
    v.maxValue(high),
  );
const whole = (low: number, high: number) => v.pipe(number(low, high), v.integer());
const flag = v.pipe(
  v.union([
    v.boolean(),
    v.pipe(
      v.picklist(['true', 'false']),
      v.transform((text) => text === 'true'),
    ),
  ]),
  v.boolean(),
);
const size = v.pipe(number(1, 4096), recipeSchema.entries.sizePx);

const schema = v.object({
  set: lenient(v.picklist(['builtin'])),
  /** Groups of a data set: which set, and what of it (sample-groups-address.ts). */
  from: lenient(v.pipe(v.string(), v.regex(/^(?:built-in|hub:[\w.-]+\/[\w.-]+|disk:.{1,200})$/u))),
  groups: lenient(v.pipe(v.string(), v.minLength(1), v.maxLength(20_000))),
  /** Ids of reference spectra, with commas between. */
  beside: lenient(v.pipe(v.string(), v.regex(/^[a-z0-9-]+(?:,[a-z0-9-]+){0,8}$/u))),
  preset: lenient(v.picklist(['mean-spectrum'])),
  average: lenient(recipeSchema.entries.average),
  channel: lenient(recipeSchema.entries.channel),
  residual: lenient(recipeSchema.entries.residual),
  subtraction: lenient(recipeSchema.entries.subtraction),
  window: lenient(recipeSchema.entries.window),
  highpass: lenient(flag),
  crop: lenient(recipeSchema.entries.crop),
  size: lenient(size),
  images: lenient(whole(1, 100_000)),
  seed: lenient(whole(0, 2 ** 32 - 1)),
  // 'show' is taken by the classify view, whose links keep what they do not know.
  draw: lenient(v.picklist(shows)),
  linear: lenient(flag),
  separate: lenient(flag),
  low: lenient(number(0, 100)),
  high: lenient(number(0, 100)),
  map: lenient(v.picklist(colourMapNames)),
  ref: lenient(whole(0, 9)),
  after: lenient(whole(0, 100_000)),
  zoom: lenient(v.pipe(whole(1, 8), v.picklist([1, 2, 4, 8]))),
  fx: lenient(number(-0.5, 0.5)),
  fy: lenient(number(-0.5, 0.5)),
  jpeg: lenient(whole(1, 100)),
  scale: lenient(number(0.25, 2)),
  blur: lenient(number(0.1, 4)),
});

export type SpectraSearch = Partial<v.InferOutput<typeof schema>>;

export function readSpectraSearch(raw: Record<string, unknown>): SpectraSearch {
  const read = v.parse(schema, raw);
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

const referenceSearch = v.object({ recipe: lenient(v.picklist(referenceRecipes)) });

/** The address of the page of reference spectra. */
export function readReferenceSearch(raw: Record<string, unknown>): v.InferOutput<typeof referenceSearch> {
  const { recipe } = v.parse(referenceSearch, raw);
  return recipe === undefined ? {} : { recipe };
}

/** The recipe that stands in an address; what it does not name is as in the preset. */
export function recipeOf(search: SpectraSearch): Recipe {
  const preset = search.preset === 'mean-spectrum' ? meanSpectrumRecipe : genImageRecipe;
  return {
    average: search.average ?? preset.average,
    channel: search.channel ?? preset.channel,
    residual: search.residual ?? preset.residual,
    subtraction: search.subtraction ?? preset.subtraction,
    window: search.window ?? preset.window,
    highPass: search.highpass ?? preset.highPass,
    crop: search.crop ?? preset.crop,
    sizePx: search.size ?? preset.sizePx,
    images: search.images ?? preset.images,
    seed: search.seed ?? preset.seed,
  };
}

/** The inverse: only what differs from the preset. */
export function searchOfRecipe(recipe: Recipe): SpectraSearch {
  const named = recipe.average === 'power';
  const preset = named ? meanSpectrumRecipe : genImageRecipe;
  const unless = <K extends keyof Recipe>(key: K) => (recipe[key] === preset[key] ? undefined : recipe[key]);
  return {
    preset: named ? 'mean-spectrum' : undefined,
    average: undefined,
    channel: unless('channel'),
    residual: unless('residual'),
    subtraction: unless('subtraction'),
    window: unless('window'),
    highpass: unless('highPass'),
    crop: unless('crop'),
    size: unless('sizePx'),
    images: unless('images'),
    seed: unless('seed'),
  };
}

export function viewOf(search: SpectraSearch): View {
  const low = search.low ?? plainView.lowPercentile;
  const high = search.high ?? plainView.highPercentile;
  return {
    show: search.draw ?? plainView.show,
    linear: search.linear ?? plainView.linear,
    separate: search.separate ?? plainView.separate,
    ...(low < high ? { lowPercentile: low, highPercentile: high } : plainPercentiles),
    map: search.map ?? plainView.map,
    reference: search.ref ?? plainView.reference,
    after: search.after ?? plainView.after,
    zoom: search.zoom ?? plainView.zoom,
    across: search.fx ?? plainView.across,
    down: search.fy ?? plainView.down,
  };
}

const plainPercentiles = {
  lowPercentile: plainView.lowPercentile,
  highPercentile: plainView.highPercentile,
};

/** Ids of the reference spectra beside the groups. */
export function besideOf({ beside }: SpectraSearch): readonly string[] {
  return beside === undefined ? [] : [...new Set(beside.split(','))];
}

/** null where nothing is degraded. */
export function degradationOf({ jpeg, scale, blur }: SpectraSearch): Degradation | null {
  if (jpeg === undefined && scale === undefined && blur === undefined) return null;
  return { jpegQuality: jpeg ?? null, scale: scale ?? 1, blurPx: blur ?? 0 };
}
