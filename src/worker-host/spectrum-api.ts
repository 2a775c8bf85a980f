import { transfer } from 'comlink';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type {
  ChunkAnswer,
  Degradation,
  ImageChunk,
  LeftOut,
  LeftOutReason,
  ProfileNumbers,
  SpectrumApi,
  SpectrumPicture,
} from '../contracts/spectrum.ts';
import { wholeOf } from '../core/degradation/degrade-pixels.ts';
import { sourceOf, type PixelSource } from '../core/image/pixels.ts';
import { success, type Result } from '../core/result.ts';
import { cropRects } from '../core/spectrum/crops.ts';
import { findPeaks } from '../core/spectrum/peaks.ts';
import type { Profile } from '../core/spectrum/profile.ts';
import type { Transform } from '../core/spectrum/real-fft2.ts';
import { sumsKey, transformSize, type Recipe } from '../core/spectrum/recipe.ts';
import { seedOf } from '../core/spectrum/seeded.ts';
import { makeSpectrum, type ImageShare } from '../core/spectrum/spectrum.ts';
import { SumsMaker, type SpectrumSums } from '../core/spectrum/sums.ts';
import { degrade } from './degrade.ts';
import { fastChannelPlane } from './fast-channel-plane.ts';
import { fastMedian } from './fast-median.ts';
import { fastTransform } from './fast-transform.ts';
import { fastWorkbench } from './fast-workbench.ts';
import { inOrder } from './in-order.ts';
import { cancelled, Jobs } from './jobs.ts';
import { withPicture } from './open-picture.ts';

/** Pictures of a chunk that are open at once: one is added up while the browser decodes the next. */
const ahead = 2;

export function createSpectrumApi(): SpectrumApi {
  const jobs = new Jobs();
  const makerFor = keepLast(
    (recipe: Recipe) => new SumsMaker(recipe, fastMedian, fastWorkbench, fastChannelPlane),
    sumsKey,
  );
  const fftFor = keepLast(fastTransform, String);
  return {
    add: (job, chunk, recipe, degradation) =>
      jobs.run(job, () => addChunk(jobs, job, chunk, degradation, makerFor(recipe))),
    readOnly: (job, chunk, recipe) => jobs.run(job, () => readChunk(jobs, job, chunk, recipe)),
    computeOnly: (job, chunk, recipe, times) =>
      jobs.run(job, () => computeChunk(jobs, job, chunk, times, makerFor(recipe))),
    finish: (sums, shares, recipe) => finish(sums, shares, recipe, fftFor(transformSize(recipe.sizePx))),
    peaks: (group, reference, average) => findPeaks(group, reference, average),
    cancel: (job) => {
      jobs.cancel(job);
    },
  };
}

/** Makes a thing anew only when its key changes: what it holds is large. */
function keepLast<Input, Thing>(
  make: (input: Input) => Thing,
  keyOf: (input: Input) => string,
): (input: Input) => Thing {
  let kept: { readonly key: string; readonly thing: Thing } | null = null;
  return (input) => {
    const key = keyOf(input);
    if (kept?.key !== key) kept = { key, thing: make(input) };
    return kept.thing;
  };
}

async function addChunk(
  jobs: Jobs,
  job: JobId,
  { files, firstImage }: ImageChunk,
  degradation: Degradation | null,
  maker: SumsMaker,
): Promise<Result<ChunkAnswer, Cancelled>> {
  const sums = maker.empty();
  const reasons = await eachPicture(jobs, job, files, async (source, n, turn) => {
    const degraded = degradation ? degrade(source, degradation) : source;
    await turn;
    const { widthPx, heightPx } = degraded;
    // Nothing may be awaited from here on: another chunk of this worker uses the same maker.
    return maker.add(degraded, firstImage + n, sums) ? null : { code: 'too-small', widthPx, heightPx };
  });
  if (reasons === null) return cancelled;
  const leftOut = reasons.flatMap((reason, n): LeftOut[] =>
    reason ? [{ image: firstImage + n, reason }] : [],
  );
  return success(transfer({ sums, leftOut }, buffersOf(sums)));
}

async function readChunk(
  jobs: Jobs,
  job: JobId,
  { files, firstImage }: ImageChunk,
  { crop, sizePx, seed }: Recipe,
): Promise<Result<number, Cancelled>> {
  let bytes = 0;
  const reasons = await eachPicture(jobs, job, files, async (source, n, turn) => {
    await turn;
    const { widthPx, heightPx } = source;
    for (const rect of cropRects(
      widthPx,
      heightPx,
      crop,
      transformSize(sizePx),
      seedOf(seed, firstImage + n),
    ))
      bytes += source.read(rect).data.length;
    return null;
  });
  return reasons === null ? cancelled : success(bytes);
}

async function computeChunk(
  jobs: Jobs,
  job: JobId,
  { files }: ImageChunk,
  times: number,
  maker: SumsMaker,
): Promise<Result<number, Cancelled>> {
  const pictures: PixelSource[] = [];
  const reasons = await eachPicture(jobs, job, files, async (source, _, turn) => {
    await turn;
    pictures.push(sourceOf(wholeOf(source)));
    return null;
  });
  if (reasons === null) return cancelled;
  const started = performance.now();
  for (let n = 0; n < times; n++) {
    const sums = maker.empty();
    for (const picture of pictures) maker.add(picture, 0, sums);
  }
  return success(performance.now() - started);
}

/** Answers why each picture was left out, null for those that were not; null when cancelled. */
async function eachPicture(
  jobs: Jobs,
  job: JobId,
  files: ImageChunk['files'],
  use: (source: PixelSource, n: number, turn: Promise<unknown>) => Promise<LeftOutReason | null>,
): Promise<(LeftOutReason | null)[] | null> {
  const state = { stopped: false };
  const reasons = await inOrder(files.length, ahead, async (n, turn) => {
    const file = files[n];
    if (!file || state.stopped) return null;
    const used = await withPicture(jobs, job, file, 'auto-no-preview', ({ decoded }) =>
      use(decoded.source, n, turn),
    );
    if (used.ok) return used.value;
    if (used.failure.code !== 'cancelled') return used.failure;
    state.stopped = true;
    return null;
  });
  return state.stopped ? null : reasons;
}

function finish(
  sums: SpectrumSums,
  shares: readonly ImageShare[],
  recipe: Recipe,
  fft: Transform,
): SpectrumPicture {
  const spectrum = makeSpectrum(sums, shares, recipe, fft);
  const picture: SpectrumPicture = {
    sizePx: spectrum.sizePx,
    images: spectrum.images,
    power: Float32Array.from(spectrum.power),
    radial: numbersOf(spectrum.radial),
    sectors: numbersOf(spectrum.sectors),
    autocorrelation: Float32Array.from(spectrum.autocorrelation),
  };
  return transfer(picture, [picture.power.buffer, picture.autocorrelation.buffer]);
}

function numbersOf({ decibel, low, high }: Profile): ProfileNumbers {
  return {
    decibel: Float32Array.from(decibel),
    low: Float32Array.from(low),
    high: Float32Array.from(high),
  };
}

function buffersOf(sums: SpectrumSums): ArrayBuffer[] {
  const { plane, radial, radialSquares, sectors, sectorSquares } = sums;
  return [plane, radial, radialSquares, sectors, sectorSquares].map(({ buffer }) => buffer as ArrayBuffer);
}
