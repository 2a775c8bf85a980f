import { autocorrelation } from './autocorrelation.ts';
import { frequencyBins } from './frequency-bins.ts';
import { applyHighPass } from './high-pass.ts';
import { plainProfile, profileOverImages, withJackknife, type Profile } from './profile.ts';
import { RealFft2, type Transform } from './real-fft2.ts';
import { transformSize, type Stages } from './recipe.ts';
import type { SpectrumSums } from './sums.ts';
import { taper, taperEnergy } from './taper.ts';

export interface Spectrum {
  readonly sizePx: number;
  readonly images: number;
  /**
   * sizePx * sizePx, rows top to bottom, DC at (sizePx / 2, sizePx / 2); squared grey levels. Scaled so that white
   * noise of variance s^2 has the power s^2 everywhere: |DFT|^2 / sum of squared window.
   */
  readonly power: Float64Array;
  /** dB by radius, k / sizePx cycles/px. */
  readonly radial: Profile;
  /** dB by direction. */
  readonly sectors: Profile;
  /** (2 * 32 + 1) squared lags, 1 in the middle. */
  readonly autocorrelation: Float64Array;
}

/** Part of the images of a mean residual, kept apart to see how much the spectrum depends on which images there are. */
export interface ImageShare {
  readonly images: number;
  readonly plane: Float32Array;
}

/** Image chunks are dealt out to this many shares in turn. */
export const shareCount = 8;

/**
 * @param sums of at least one image
 * @param shares of the same images; empty where the average is 'power', whose sums know how images differ
 */
export function makeSpectrum(
  sums: SpectrumSums,
  shares: readonly ImageShare[],
  stages: Stages,
  fft: Transform,
): Spectrum {
  const sizePx = transformSize(stages.sizePx);
  const powerOfMean = stages.average === 'power' ? null : meanTransformer(sums, stages, fft);
  const half = powerOfMean?.(null) ?? meanPower(sums, stages, sizePx);
  const bins = frequencyBins(sizePx);
  const byRadius = plainProfile(half, bins, 'radial');
  const bySector = plainProfile(half, bins, 'sector');
  const spectrum = {
    sizePx,
    images: sums.images,
    power: centred(half, sizePx),
    autocorrelation: autocorrelation(half, fft),
  };
  if (!powerOfMean) {
    const { images, radial, radialSquares, sectors, sectorSquares } = sums;
    return {
      ...spectrum,
      radial: profileOverImages(byRadius, radial, radialSquares, images),
      sectors: profileOverImages(bySector, sectors, sectorSquares, images),
    };
  }
  const without = shares
    .filter(({ images }) => images > 0 && images < sums.images)
    .map((share) => {
      const part = powerOfMean(share);
      return [plainProfile(part, bins, 'radial'), plainProfile(part, bins, 'sector')] as const;
    });
  return {
    ...spectrum,
    radial: withJackknife(
      byRadius,
      without.map(([radial]) => radial),
    ),
    sectors: withJackknife(
      bySector,
      without.map(([, sector]) => sector),
    ),
  };
}

function meanPower({ images, plane }: SpectrumSums, stages: Stages, sizePx: number): Float64Array {
  const mean = Float64Array.from(plane);
  for (let i = 0; i < mean.length; i++) mean[i] = mean[i]! / images;
  if (stages.highPass) applyHighPass(mean, sizePx);
  return mean;
}

/** Answers the power of the mean residual, of all images or of all but a share's. Nothing but the answer is made anew. */
function meanTransformer(
  { images, plane }: SpectrumSums,
  { window, highPass }: Stages,
  fft: Transform,
): (without: ImageShare | null) => Float64Array {
  const { sizePx } = fft;
  const side = taper(window, sizePx);
  const energy = taperEnergy(side);
  const mean = new Float64Array(sizePx * sizePx);
  return (without) => {
    const count = images - (without?.images ?? 0);
    if (without) for (let i = 0; i < mean.length; i++) mean[i] = plane[i]! - without.plane[i]!;
    else mean.set(plane);
    for (let y = 0, i = 0; y < sizePx; y++) {
      const weight = side[y]!;
      for (let x = 0; x < sizePx; x++, i++) mean[i] = (mean[i]! / count) * weight * side[x]!;
    }
    const power = new Float64Array(RealFft2.halfLength(sizePx));
    fft.power(mean, power);
    for (let i = 0; i < power.length; i++) power[i] = power[i]! / energy;
    if (highPass) applyHighPass(power, sizePx);
    return power;
  };
}

/** The whole plane with DC in the middle (fftshift) from its half; the other half is its mirror. */
export function centred(half: Float64Array, sizePx: number): Float64Array {
  const middle = sizePx / 2;
  const out = new Float64Array(sizePx * sizePx);
  for (let y = 0; y < sizePx; y++) {
    const u = (y + middle) % sizePx;
    const mirrored = (sizePx - u) % sizePx;
    for (let x = 0; x < sizePx; x++) {
      const v = x - middle;
      // Column 0 of the picture is -Nyquist, which is +Nyquist.
      out[y * sizePx + x] = v < 0 ? half[-v * sizePx + mirrored]! : half[v * sizePx + u]!;
    }
  }
  return out;
}
