import * as v from 'valibot';

/** No detector looks at more; what a file says beyond would only fill the memory. */
export const mostPx = 2048;

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

export const processorSchema = v.looseObject({
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

/** The keys of a preprocessor_config.json that matter here, checked; others are looked up by name. */
export type Processor = v.InferOutput<typeof processorSchema>;

/** ViTImageProcessor, CLIPImageProcessorFast; empty where it is not said. */
export function typeOf({ image_processor_type, feature_extractor_type }: Processor): string {
  return image_processor_type ?? feature_extractor_type ?? '';
}
