import { autocorrelation } from './autocorrelation.ts';
import { frequencyBins } from './frequency-bins.ts';
import { applyHighPass } from './high-pass.ts';
import { plainProfile, profileOverImages, withJackknife, type Profile } from './profile.ts';
import { RealFft2 } from './real-fft2.ts';
import { transformSize, type Stages } from './recipe.ts';
import type { SpectrumSums } from './sums.ts';
import { applyTaper, taper, taperEnergy } from './taper.ts';

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
  fft: RealFft2,
): Spectrum {
  const sizePx = transformSize(stages.sizePx);
  const half = stages.average === 'power' ? meanPower(sums, stages, sizePx) : powerOfMean(sums, stages, fft);
  const bins = frequencyBins(sizePx);
  const byRadius = plainProfile(half, bins, 'radial');
  const bySector = plainProfile(half, bins, 'sector');
  const spectrum = {
    sizePx,
    images: sums.images,
    power: centred(half, sizePx),
    autocorrelation: autocorrelation(half, fft),
  };
  if (stages.average === 'power') {
    const { images, radial, radialSquares, sectors, sectorSquares } = sums;
    return {
      ...spectrum,
      radial: profileOverImages(byRadius, radial, radialSquares, images),
      sectors: profileOverImages(bySector, sectors, sectorSquares, images),
    };
  }
  const without = shares
    .filter(({ images }) => images > 0 && images < sums.images)
    .map((share) => powerOfMean(withoutShare(sums, share), stages, fft));
  return {
    ...spectrum,
    radial: withJackknife(
      byRadius,
      without.map((part) => plainProfile(part, bins, 'radial')),
    ),
    sectors: withJackknife(
      bySector,
      without.map((part) => plainProfile(part, bins, 'sector')),
    ),
  };
}

type MeanInput = Pick<SpectrumSums, 'images' | 'plane'>;

function meanPower({ images, plane }: MeanInput, stages: Stages, sizePx: number): Float64Array {
  const mean = plane.map((sum) => sum / images);
  if (stages.highPass) applyHighPass(mean, sizePx);
  return mean;
}

function powerOfMean({ images, plane }: MeanInput, stages: Stages, fft: RealFft2): Float64Array {
  const { sizePx } = fft;
  const mean = plane.map((sum) => sum / images);
  const side = taper(stages.window, sizePx);
  applyTaper(mean, side);
  const power = new Float64Array(RealFft2.halfLength(sizePx));
  fft.power(mean, power);
  const energy = taperEnergy(side);
  for (let i = 0; i < power.length; i++) power[i] = power[i]! / energy;
  if (stages.highPass) applyHighPass(power, sizePx);
  return power;
}

function withoutShare(sums: MeanInput, share: ImageShare): MeanInput {
  return {
    images: sums.images - share.images,
    plane: sums.plane.map((sum, i) => sum - share.plane[i]!),
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
