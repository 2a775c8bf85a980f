import * as v from 'valibot';
import type { ProfileNumbers, SpectrumPicture } from '../contracts/spectrum.ts';
import { messageOf } from '../core/error-message.ts';
import { autocorrelation } from '../core/spectrum/autocorrelation.ts';
import { fromNpy } from '../core/spectrum/npy.ts';
import { RealFft2 } from '../core/spectrum/real-fft2.ts';
import { transformSize } from '../core/spectrum/recipe.ts';
import {
  referenceIndexSchema,
  referenceSchema,
  type ReferenceIndex,
  type ReferenceNumbers,
  type ReferenceRecipe,
} from '../core/spectrum/reference.ts';
import { halfSpectrum, wholePlane } from '../core/spectrum/right-half.ts';
import { fetchJson } from './model-catalogue.ts';

export interface Reference {
  readonly picture: SpectrumPicture;
  readonly numbers: ReferenceNumbers;
}

/** Absolute address of a file of the reference spectra. */
export function referenceUrl(file: string): string {
  return new URL(`${import.meta.env.BASE_URL}spectra/${file}`, location.origin).href;
}

/** Which sources were measured, and how. Rejects with an Error whose message can be shown. */
export const loadReferenceIndex: () => Promise<ReferenceIndex> = once(async () =>
  parsed(referenceIndexSchema, await fetchJson(referenceUrl('index.json')), 'spectra/index.json'),
);

/** The spectrum of a source by one of the recipes. Rejects with an Error whose message can be shown. */
export const loadReference: (id: string, recipe: ReferenceRecipe) => Promise<Reference> = once(
  async (id, recipe) => {
    const [{ recipes }, json, bytes] = await Promise.all([
      loadReferenceIndex(),
      fetchJson(referenceUrl(`${encodeURIComponent(id)}.json`)),
      fetchBytes(`${encodeURIComponent(id)}.${recipe}.npy`),
    ]);
    const numbers = parsed(referenceSchema, json, `spectra/${id}.json`).numbers[recipe];
    const sizePx = transformSize(recipes[recipe].sizePx);
    return { numbers, picture: pictureOf(numbers, bytes, sizePx, `spectra/${id}.${recipe}.npy`) };
  },
);

function pictureOf(
  { images, radial, sectors }: ReferenceNumbers,
  bytes: Uint8Array,
  sizePx: number,
  file: string,
): SpectrumPicture {
  const half = halfOf(bytes, sizePx, file);
  return {
    ...{ sizePx, images, power: wholePlane(half, sizePx) },
    radial: profileOf(radial),
    sectors: profileOf(sectors),
    autocorrelation: Float32Array.from(autocorrelation(halfSpectrum(half, sizePx), new RealFft2(sizePx))),
  };
}

function halfOf(bytes: Uint8Array, sizePx: number, file: string): Float32Array {
  try {
    const { values, shape } = fromNpy(bytes);
    if (shape[0] !== sizePx || shape[1] !== sizePx / 2 + 1) throw new Error('it has another size');
    return values;
  } catch (cause) {
    throw new Error(`${file} cannot be used: ${messageOf(cause)}`, { cause });
  }
}

function profileOf({ decibel, low, high }: ReferenceNumbers['radial']): ProfileNumbers {
  const numbers = (values: readonly (number | null)[]) => Float32Array.from(values, (value) => value ?? NaN);
  return { decibel: numbers(decibel), low: numbers(low), high: numbers(high) };
}

async function fetchBytes(file: string): Promise<Uint8Array> {
  const response = await fetch(referenceUrl(file)).catch(() => null);
  if (!response) throw new Error(`spectra/${file} could not be fetched. Is the network or the server gone?`);
  if (!response.ok)
    throw new Error(`spectra/${file} could not be fetched: the server answered ${String(response.status)}.`);
  return new Uint8Array(await response.arrayBuffer());
}

function parsed<S extends v.GenericSchema>(schema: S, json: unknown, file: string): v.InferOutput<S> {
  const answer = v.safeParse(schema, json);
  if (answer.success) return answer.output;
  throw new Error(`${file} does not fit its schema: ${answer.issues[0].message}`);
}

/** Loads each thing once; what failed is tried again when it is next asked for. */
function once<Args extends readonly string[], T>(
  load: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (...args) => {
    const key = args.join(' ');
    const found = kept.get(key);
    if (found) return found;
    const loading = load(...args);
    kept.set(key, loading);
    loading.catch(() => kept.delete(key));
    return loading;
  };
}
