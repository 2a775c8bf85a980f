import * as v from 'valibot';
import type { FilterName } from '../image/kernels.ts';
import { failed, success, type Result } from '../result.ts';
import type { TemplatePreprocessing } from '../zoo/template.ts';

/*
 * A preprocessor_config.json of the transformers library as the preprocessing of docs/template-contract.md. What a key
 * means is said in https://huggingface.co/docs/transformers/main_classes/image_processor; processors differ in what they
 * take where a key is missing, so that is told.
 */

export interface ReadProcessor {
  readonly plan: TemplatePreprocessing;
  /** Sentences on what is missing, and on what cannot be done here: where there is one, scores may differ. */
  readonly notes: readonly string[];
}

/** No detector looks at more; what a file says beyond would only fill the memory. */
const mostPx = 2048;

const sidePx = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostPx));
const rgb = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.length(3));
const flag = v.nullish(v.boolean());
const size = v.nullish(
  v.union([
    sidePx,
    v.object({ height: v.nullish(sidePx), width: v.nullish(sidePx), shortest_edge: v.nullish(sidePx) }),
  ]),
);
const factor = v.pipe(v.number(), v.finite(), v.gtValue(0));

const processorSchema = v.looseObject({
  image_processor_type: v.nullish(v.string()),
  feature_extractor_type: v.nullish(v.string()),
  do_resize: flag,
  size,
  resample: v.nullish(v.number()),
  do_center_crop: flag,
  crop_size: size,
  crop_pct: v.nullish(v.pipe(factor, v.maxValue(1))),
  do_rescale: flag,
  rescale_factor: v.nullish(factor),
  do_normalize: flag,
  image_mean: v.nullish(v.union([v.pipe(v.number(), v.finite()), rgb])),
  image_std: v.nullish(v.union([factor, v.pipe(v.array(factor), v.length(3))])),
});

type Processor = v.InferOutput<typeof processorSchema>;

/**
 * @param graphSidePx what the graph takes; null where it takes any size
 * @returns what is wrong with it as failure, in a clause
 */
export function readImageProcessor(json: unknown, graphSidePx: number | null): Result<ReadProcessor, string> {
  const parsed = v.safeParse(processorSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue);
    return failed(
      path === null ? 'it is no image processor' : `“${path}” is not as it should be (${issue.message})`,
    );
  }
  const processor = parsed.output;
  const notes: string[] = [];
  const placed = placement(processor, graphSidePx, notes);
  if (typeof placed === 'string') return failed(placed);
  notes.push(...unsupportedKeys(processor));
  return success({ plan: { ...placed, ...values(processor, notes) }, notes });
}

type Placement = Pick<TemplatePreprocessing, 'resize' | 'crop'>;

/** How the square is got; a clause where none can be. */
function placement(processor: Processor, graphSidePx: number | null, notes: string[]): Placement | string {
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

function typeOf({ image_processor_type, feature_extractor_type }: Processor): string {
  return image_processor_type ?? feature_extractor_type ?? '';
}

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

function values(
  processor: Processor,
  notes: string[],
): Pick<TemplatePreprocessing, 'mean' | 'std' | 'rescaleFactor'> {
  const { do_rescale, rescale_factor, do_normalize, image_mean, image_std } = processor;
  const rescaleFactor = do_rescale === false ? 1 : (rescale_factor ?? 1 / 255);
  if (do_normalize === false) return { mean: [0, 0, 0], std: [1, 1, 1], rescaleFactor };
  const half = (name: string): number => {
    notes.push(`“${name}” is not stated; 0.5 is taken.`);
    return 0.5;
  };
  return {
    mean: triple(image_mean ?? half('image_mean')),
    std: triple(image_std ?? half('image_std')),
    rescaleFactor,
  };
}

function triple(value: number | readonly number[]): [number, number, number] {
  return typeof value === 'number' ? [value, value, value] : [value[0]!, value[1]!, value[2]!];
}

/** Keys that change pixels in ways that are not done here. */
const unsupported = [
  'do_pad',
  'do_flip_channel_order',
  'do_thumbnail',
  'do_align_long_axis',
  'do_crop_margin',
  'rescale_offset',
  'include_top',
];

function unsupportedKeys(processor: Processor): readonly string[] {
  return unsupported
    .filter((key) => processor[key] === true)
    .map((key) => `“${key}” is asked for and not done here.`);
}
