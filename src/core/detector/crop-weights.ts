import type { CropPlace } from '../image/pad-crop.ts';
import type { PreprocessingPlan } from './model-card.ts';

/** How many crops a picture has at most, in all sizes that are looked at. */
export function mostCrops({ anchors, rescaled = [] }: PreprocessingPlan['crops']): number {
  return rescaled.reduce((sum, look) => sum + look.anchors.length, anchors.length);
}

/**
 * How much each crop counts for the picture: every size that was looked at alike, and within a size every crop. A picture
 * of few pixels has one distinct crop of its reduced size and nine of its own; the one then counts as much as the nine.
 *
 * @returns one number a crop, in order; they sum to 1
 */
export function cropWeights(
  places: readonly Pick<CropPlace, 'resizedWidthPx' | 'resizedHeightPx'>[],
): readonly number[] {
  const sizes = places.map(({ resizedWidthPx, resizedHeightPx }) => `${resizedWidthPx} x ${resizedHeightPx}`);
  const crops = new Map<string, number>();
  for (const size of sizes) crops.set(size, (crops.get(size) ?? 0) + 1);
  return sizes.map((size) => 1 / (crops.size * crops.get(size)!));
}

/** @throws RangeError where there is no value, or not a weight for each */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  if (values.length === 0) throw new RangeError('a mean needs at least one value');
  if (values.length !== weights.length)
    throw new RangeError(`${values.length} values and ${weights.length} weights`);
  return values.reduce((sum, value, i) => sum + value * weights[i]!, 0);
}
