import type { PreprocessingPlan } from '../../core/detector/model-card.ts';
import { integer, percent, plural } from '../../ui/format.ts';

/** How the pixels reach the network, from the card. */
export function planSentences({ shrink, crops }: PreprocessingPlan): readonly string[] {
  const size = `${integer(crops.sizePx)} × ${integer(crops.sizePx)} px`;
  return [
    'The picture is decoded to 8-bit RGB at the orientation a person sees; transparent areas are laid on white, colour profiles are not applied.',
    shrink
      ? `Where its longer side exceeds ${integer(shrink.maxSidePx)} px it is shrunk to that (${shrink.filter}). It is never enlarged.`
      : 'It keeps its size.',
    'A side shorter than a square is continued by mirroring.',
    crops.anchors.length === 1
      ? `One square of ${size} is cut out.`
      : `${integer(crops.anchors.length)} squares of ${size} are cut out at fixed places; equal ones count once.`,
    ...(crops.rescaled ?? []).map(
      ({ scale, filter, leastSidePx, anchors }) =>
        `The same is done with ${plural(anchors.length, 'square')} of the picture ${scale < 1 ? 'reduced' : 'enlarged'} to ${percent(scale)} (${filter}), where its shorter side is ${integer(leastSidePx)} px or more then.`,
    ),
    'Each square is normalised by fixed means and deviations and given to the network. The logit of the picture is the mean over its squares.',
  ];
}
