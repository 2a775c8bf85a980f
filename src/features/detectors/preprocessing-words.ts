import type { TemplatePreprocessing } from '../../core/zoo/template.ts';
import { compact, integer } from '../../ui/format.ts';

type Rgb = readonly [number, number, number];

/** How a picture becomes the numbers that a network takes, in one sentence. */
export function preprocessingSentence({
  resize,
  crop,
  mean,
  std,
  rescaleFactor,
}: TemplatePreprocessing): string {
  const side = `${integer(crop.sizePx)} × ${integer(crop.sizePx)}\u00a0px`;
  return `${placeWords(resize, crop.sizePx, side)}; ${valueWords(mean, std, rescaleFactor)}.`;
}

function placeWords(resize: TemplatePreprocessing['resize'], sizePx: number, side: string): string {
  if (!resize) return `Not resized, centre of ${side}`;
  if (resize.rule === 'shorter-side')
    return `Shorter side to ${integer(resize.sidePx)}\u00a0px (${resize.filter}), centre of ${side}`;
  if (resize.sidePx === sizePx) return `Whole picture to ${side} (${resize.filter})`;
  const whole = `${integer(resize.sidePx)} × ${integer(resize.sidePx)}\u00a0px`;
  return `Whole picture to ${whole} (${resize.filter}), centre of ${side}`;
}

function valueWords(mean: Rgb, std: Rgb, rescaleFactor = 1 / 255): string {
  const preset = presetOf({ mean, std, rescaleFactor });
  const range = rangeWords(rescaleFactor);
  if (preset === 'unit' || preset === 'bytes') return range;
  return `${range}, mean ${numbers(mean)}, deviation ${numbers(std)}`;
}

function rangeWords(rescaleFactor: number): string {
  if (rescaleFactor === 1) return 'values of 0 to 255';
  return near(rescaleFactor, 1 / 255) ? 'values of 0 to 1' : `bytes × ${compact(rescaleFactor)}`;
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6;
}

function numbers(rgb: Rgb): string {
  const [red, green, blue] = rgb;
  return red === green && green === blue ? compact(red) : rgb.map(compact).join(', ');
}

interface Values {
  readonly mean: Rgb;
  readonly std: Rgb;
  readonly rescaleFactor?: number | undefined;
}

/** Usual ways to scale bytes; means and deviations as the libraries have them. */
export const valuePresets = {
  imagenet: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  clip: { mean: [0.48145466, 0.4578275, 0.40821073], std: [0.26862954, 0.26130258, 0.27577711] },
  half: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  unit: { mean: [0, 0, 0], std: [1, 1, 1] },
  bytes: { mean: [0, 0, 0], std: [1, 1, 1], rescaleFactor: 1 },
} as const satisfies Record<string, Values>;

export type ValuePreset = keyof typeof valuePresets;

/** null where it is none of them. */
export function presetOf({ mean, std, rescaleFactor = 1 / 255 }: Values): ValuePreset | null {
  const hit = Object.entries(valuePresets).find(([, preset]) => {
    const factor = 'rescaleFactor' in preset ? preset.rescaleFactor : 1 / 255;
    return (
      near(factor, rescaleFactor) &&
      mean.every((value, i) => near(value, preset.mean[i] ?? NaN)) &&
      std.every((value, i) => near(value, preset.std[i] ?? NaN))
    );
  });
  return hit ? (hit[0] as ValuePreset) : null;
}
