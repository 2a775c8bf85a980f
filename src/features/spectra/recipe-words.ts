import {
  canWrap,
  transformSize,
  type Average,
  type Channel,
  type CropName,
  type Recipe,
  type ResidualName,
  type WindowName,
} from '../../core/spectrum/recipe.ts';
import type { Degradation } from '../../contracts/spectrum.ts';
import { integer } from '../../ui/format.ts';

export const averageWords: Record<Average, string> = {
  residual: 'GenImage / CNNSpot: DFT of the mean residual',
  power: 'Mean spectrum: mean of |DFT|²',
};

export const channelWords: Record<Channel, string> = {
  grey: 'Grey',
  red: 'Red',
  green: 'Green',
  blue: 'Blue',
  luma: 'Luma (709)',
  cb: 'Chroma Cb',
  cr: 'Chroma Cr',
};

export const residualWords: Record<ResidualName, string> = {
  none: 'None',
  'median-3': 'Minus median 3 × 3',
  'median-5': 'Minus median 5 × 5',
  gaussian: 'Minus Gaussian, 1 px',
  laplacian: 'Laplacian',
  npr: 'Neighbouring pixels (NPR)',
  wavelet: 'Wavelet denoising',
};

export const windowWords: Record<WindowName, string> = { none: 'None', hann: 'Hann' };

export const cropWords: Record<CropName, string> = {
  centre: 'Centre',
  random: 'Random',
  grid: 'Grid of tiles',
};

/** The recipe in one line, as it stands on exports. */
export function recipeSentence(recipe: Recipe, degradation: Degradation | null): string {
  const { average, channel, residual, subtraction, window, highPass, crop, sizePx, images, seed } = recipe;
  const size = transformSize(sizePx);
  const parts = [
    average === 'residual' ? '|DFT of the mean residual|' : 'mean of |DFT of the residual|²',
    `residual: ${residualWords[residual].toLowerCase()}${canWrap(residual) ? ` (${subtraction})` : ''}`,
    channelWords[channel].toLowerCase(),
    `${cropWords[crop].toLowerCase()} crop of ${String(size)} px`,
    `window: ${windowWords[window].toLowerCase()}`,
    highPass ? 'high-pass 0.02 c/px' : '',
    `up to ${integer(images)} images, seed ${String(seed)}`,
    degradation ? `degraded: ${degradationWords(degradation)}` : '',
  ];
  return parts.filter(Boolean).join('; ');
}

export function degradationWords({ scale, blurPx, jpegQuality }: Degradation): string {
  const parts = [
    scale === 1 ? '' : `resized to ${String(Math.round(scale * 100))} %`,
    blurPx > 0 ? `blurred by ${String(blurPx)} px` : '',
    jpegQuality === null ? '' : `JPEG ${String(jpegQuality)}`,
  ];
  return parts.filter(Boolean).join(', ');
}
