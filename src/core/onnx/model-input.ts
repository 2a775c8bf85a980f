import { selfTestBytes } from '../detector/self-test.ts';
import { prepareSquare, type PreparedSquare } from '../zoo/prepare.ts';
import { toTensor } from '../image/tensor.ts';
import type { PixelSource } from '../image/pixels.ts';
import type { TemplatePreprocessing } from '../zoo/template.ts';
import type { PictureInput } from './picture-input.ts';

type Layout = PictureInput['layout'];

/** Shape of one picture in this order of dimensions. */
export function inputShape(layout: Layout, sidePx: number): readonly [number, number, number, number] {
  return layout === 'nchw' ? [1, 3, sidePx, sidePx] : [1, sidePx, sidePx, 3];
}

/** A picture as the model takes it; see prepareSquare. */
export function modelPicture(
  source: PixelSource,
  plan: TemplatePreprocessing,
  layout: Layout,
): PreparedSquare {
  const prepared = prepareSquare(source, plan);
  return { ...prepared, tensor: inLayout(prepared.tensor, layout) };
}

/** 'triangle-hash-1' (docs/detector-contract.md) prepared as a picture would be: a test input for backends. */
export function modelProbe(
  { crop, mean, std, rescaleFactor }: TemplatePreprocessing,
  layout: Layout,
): Float32Array<ArrayBuffer> {
  const { sizePx } = crop;
  const planes = selfTestBytes([1, 3, sizePx, sizePx]);
  const area = sizePx * sizePx;
  const pixels = planes.map((_, i) => planes[(i % 3) * area + Math.floor(i / 3)]!);
  return inLayout(toTensor(pixels, 1, sizePx, mean, std, rescaleFactor), layout);
}

/** Planes as they are, or their numbers interleaved. */
function inLayout(planes: Float32Array<ArrayBuffer>, layout: Layout): Float32Array<ArrayBuffer> {
  if (layout === 'nchw') return planes;
  const area = planes.length / 3;
  return planes.map((_, i) => planes[(i % 3) * area + Math.floor(i / 3)]!);
}
