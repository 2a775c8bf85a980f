import type { FilterName } from '../image/kernels.ts';
import type { TemplatePreprocessing } from '../zoo/template.ts';
import { mostPx, typeOf, type Processor } from './processor-schema.ts';

type Placement = Pick<TemplatePreprocessing, 'resize' | 'crop'>;

/** How the square is got; a clause where none can be. */
export function placement(
  processor: Processor,
  graphSidePx: number | null,
  notes: string[],
): Placement | string {
  const wanted = sizeOf(processor);
  if (typeof wanted === 'string') return wanted;
  const cropped = cropOf(processor);
  if (typeof cropped === 'string') return cropped;
  const convnext = convnextPlacement(processor, wanted);
  const { resize, cropPx } = convnext ?? plainPlacement(processor, wanted, cropped, graphSidePx, notes);
  const sizePx = graphSidePx ?? cropPx;
  if (sizePx !== cropPx) notes.push(`It says ${cropPx} px and the graph takes ${sizePx} px, which is used.`);
  const wholePx = resize?.rule === 'both-sides' && resize.sidePx === cropPx ? sizePx : resize?.sidePx;
  return {
    resize:
      resize && wholePx !== undefined
        ? { ...resize, sidePx: wholePx, filter: filterOf(processor, notes) }
        : null,
    crop: { sizePx, ...cropManner(processor) },
  };
}

interface Plain {
  readonly resize: { readonly rule: 'both-sides' | 'shorter-side'; readonly sidePx: number } | null;
  readonly cropPx: number;
}

interface Wanted {
  readonly rule: 'both-sides' | 'shorter-side';
  readonly sidePx: number;
}

function plainPlacement(
  processor: Processor,
  wanted: Wanted | null,
  croppedPx: number | null,
  graphSidePx: number | null,
  notes: string[],
): Plain {
  const usual = graphSidePx ?? usualPx;
  if (processor.do_resize === false) {
    if (croppedPx === null) notes.push('It resizes and crops nothing; here the centre is looked at.');
    return { resize: null, cropPx: croppedPx ?? usual };
  }
  if (!wanted) notes.push(`“size” is not stated; ${croppedPx ?? usual} px are taken.`);
  const resize = wanted ?? { rule: 'both-sides', sidePx: croppedPx ?? usual };
  if (croppedPx === null && resize.rule === 'shorter-side')
    notes.push(
      'It gives the whole picture in its own proportions; here the square in its centre is looked at.',
    );
  return { resize, cropPx: croppedPx ?? resize.sidePx };
}

/** The side that most networks for pictures take. */
export const usualPx = 224;

/** ConvNextImageProcessor: below 384 px it resizes to size / crop_pct and cuts the centre, else it bends the picture. */
function convnextPlacement(processor: Processor, wanted: Wanted | null): Plain | null {
  if (!typeOf(processor).startsWith('ConvNext') || processor.do_resize === false || !wanted) return null;
  const cropPx = wanted.sidePx;
  if (cropPx >= 384) return { resize: { rule: 'both-sides', sidePx: cropPx }, cropPx };
  const sidePx = Math.floor(cropPx / (processor.crop_pct ?? 224 / 256));
  return { resize: { rule: 'shorter-side', sidePx: Math.min(mostPx, sidePx) }, cropPx };
}

/** Processors whose `size`, where it is one number, is that of the shorter side. */
const shorterSided = /^(?:ChineseCLIP|CLIP|ConvNext|Levit|PoolFormer|MobileNetV1|MobileNetV2|MobileViT|Bit)/u;

function sizeOf(processor: Processor): Wanted | null | string {
  const { size: stated } = processor;
  if (stated === null || stated === undefined) return null;
  if (typeof stated === 'number')
    return { rule: shorterSided.test(typeOf(processor)) ? 'shorter-side' : 'both-sides', sidePx: stated };
  const { height, width, shortest_edge: shorter } = stated;
  if (shorter) return { rule: 'shorter-side', sidePx: shorter };
  if (!height || !width) return '“size” says neither height and width nor the shorter side';
  return height === width
    ? { rule: 'both-sides', sidePx: height }
    : `“size” is ${width} × ${height} px, and only squares can be given here`;
}

function cropOf({ do_center_crop: wanted, crop_size: stated }: Processor): number | null | string {
  if (wanted === false || stated === null || stated === undefined) return null;
  if (typeof stated === 'number') return stated;
  const { height, width } = stated;
  if (!height || !width) return '“crop_size” says no height and width';
  return height === width
    ? height
    : `“crop_size” is ${width} × ${height} px, and only squares can be given here`;
}

/** The numpy processors round the margin down; those named Fast follow torchvision. Both pad with black. */
function cropManner(processor: Processor): Pick<TemplatePreprocessing['crop'], 'rounding' | 'fill'> {
  return { rounding: typeOf(processor).endsWith('Fast') ? 'half-even' : 'down', fill: 'black' };
}

/** Numbers of PIL.Image.Resampling. */
const filters: ReadonlyMap<number, FilterName> = new Map([
  [1, 'lanczos'],
  [2, 'bilinear'],
  [3, 'bicubic'],
  [4, 'box'],
]);

function filterOf({ resample }: Processor, notes: string[]): FilterName {
  const filter = filters.get(resample ?? -1);
  if (filter) return filter;
  notes.push(
    resample === null || resample === undefined
      ? '“resample” is not stated; bilinear is taken.'
      : `“resample” is ${resample} (${resample === 0 ? 'nearest' : 'not known'}), which is not done here; bilinear is taken.`,
  );
  return 'bilinear';
}
