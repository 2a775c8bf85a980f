import { judgeContent, type ContentJudgement } from '../image/content.ts';
import { cropRectsInPicture } from '../image/crop-rects.ts';
import { readCrops, type Crops } from '../image/pad-crop.ts';
import type { PixelSource, Rect } from '../image/pixels.ts';
import { toTensor } from '../image/tensor.ts';
import type { PreprocessingPlan } from './model-card.ts';

/** What a detector's preprocessing made of a picture (docs/detector-contract.md). */
export interface PreparedCrops extends Pick<Crops, 'count' | 'shrunkWidthPx' | 'shrunkHeightPx'> {
  readonly content: ContentJudgement;
  /** float32 [count, 3, sizePx, sizePx], normalised. */
  readonly tensor: Float32Array<ArrayBuffer>;
  /** Where the crops lie, in pixels of the unshrunk picture; they leave it where it was padded. */
  readonly rects: readonly Rect[];
}

/** Steps 1 to 4, and whether there is something to judge. */
export function prepareCrops(source: PixelSource, plan: PreprocessingPlan): PreparedCrops {
  const { widthPx, heightPx } = source;
  const { sizePx } = plan.crops;
  const crops = readCrops(source, plan);
  const { count, shrunkWidthPx, shrunkHeightPx } = crops;
  return {
    count,
    shrunkWidthPx,
    shrunkHeightPx,
    content: judgeContent(crops.crops, count, sizePx, Math.min(widthPx, heightPx)),
    tensor: toTensor(crops.crops, count, sizePx, plan.mean, plan.std),
    rects: cropRectsInPicture(crops, sizePx, widthPx, heightPx),
  };
}
