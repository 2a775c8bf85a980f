import { prepareCrops } from '../detector/prepare-crops.ts';
import type { PreprocessingPlan } from '../detector/model-card.ts';
import type { PixelSource } from '../image/pixels.ts';
import { modelPicture } from '../onnx/model-input.ts';
import type { PictureInput } from '../onnx/picture-input.ts';
import type { TemplatePreprocessing } from '../zoo/template.ts';

/** How a detector takes a picture: the crops of one that ships, or the one square of one that somebody opened. */
export type PicturePlan =
  | { readonly kind: 'crops'; readonly plan: PreprocessingPlan }
  | {
      readonly kind: 'square';
      readonly plan: TemplatePreprocessing;
      readonly layout: PictureInput['layout'];
    };

export interface PlannedPicture {
  /** float32 [crops, 3, sizePx, sizePx], of 'nhwc' [crops, sizePx, sizePx, 3]; null where there is nothing to judge. */
  readonly tensor: Float32Array<ArrayBuffer> | null;
  /** How much each crop counts: one number a crop, summing to 1. */
  readonly weights: readonly number[];
  readonly sizePx: number;
}

/** A picture as a detector takes it. Only those that ship refuse what holds nothing to judge: others say no such limit. */
export function planPicture(source: PixelSource, how: PicturePlan): PlannedPicture {
  if (how.kind === 'square') {
    const { tensor, sizePx } = modelPicture(source, how.plan, how.layout);
    return { tensor, weights: [1], sizePx };
  }
  const { content, tensor, weights } = prepareCrops(source, how.plan);
  return { tensor: content.judgeable ? tensor : null, weights, sizePx: how.plan.crops.sizePx };
}
