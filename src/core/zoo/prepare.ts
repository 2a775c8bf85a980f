import { readSquare } from '../image/pad-crop.ts';
import type { PixelSource, Rect } from '../image/pixels.ts';
import { toTensor } from '../image/tensor.ts';
import type { TemplatePreprocessing } from './template.ts';

/** What a template's preprocessing made of a picture (docs/template-contract.md). */
export interface PreparedSquare {
  /** float32 [1, 3, sizePx, sizePx]. */
  readonly tensor: Float32Array<ArrayBuffer>;
  readonly sizePx: number;
  /** Size after step 1; the picture's own where it is not resized. */
  readonly resizedWidthPx: number;
  readonly resizedHeightPx: number;
  /** Where the square lies in the picture before it was resized, rounded; leaves it where it was padded. */
  readonly rect: Rect;
}

/** Step 1: the size after resizing. The longer side is torchvision's `int(longer * size / shorter)`. */
export function resizedSize(
  widthPx: number,
  heightPx: number,
  resize: TemplatePreprocessing['resize'],
): readonly [widthPx: number, heightPx: number] {
  if (!resize) return [widthPx, heightPx];
  const { rule, sidePx } = resize;
  if (rule === 'both-sides') return [sidePx, sidePx];
  const longer = Math.floor((Math.max(widthPx, heightPx) * sidePx) / Math.min(widthPx, heightPx));
  return widthPx <= heightPx ? [sidePx, longer] : [longer, sidePx];
}

/**
 * Steps 2 and 3 along one side: where the centre crop begins, in samples of the unpadded line; negative where the
 * line is padded.
 */
export function cropStart(
  lengthPx: number,
  sizePx: number,
  rounding: TemplatePreprocessing['crop']['rounding'] = 'half-even',
): number {
  if (rounding === 'down') return Math.floor((lengthPx - sizePx) / 2);
  if (lengthPx < sizePx) return -Math.floor((sizePx - lengthPx) / 2);
  return halfToEven(lengthPx - sizePx);
}

/** Python's `round(n / 2)`: a half goes to the even neighbour. */
function halfToEven(n: number): number {
  const floor = Math.floor(n / 2);
  return n % 2 === 1 && floor % 2 === 1 ? floor + 1 : floor;
}

/** Steps 1 to 4: resizes, pads, crops the centre and normalises. Only what lies under the crop is read. */
export function prepareSquare(source: PixelSource, plan: TemplatePreprocessing): PreparedSquare {
  const { resize, mean, std, rescaleFactor } = plan;
  const { sizePx, rounding, fill } = plan.crop;
  const { widthPx, heightPx } = source;
  const size = resizedSize(widthPx, heightPx, resize);
  const [resizedWidthPx, resizedHeightPx] = size;
  const x = cropStart(resizedWidthPx, sizePx, rounding);
  const y = cropStart(resizedHeightPx, sizePx, rounding);
  const bytes = new Uint8Array(sizePx * sizePx * 3);
  // Without a resize the size stays, so no filter is ever applied.
  readSquare(source, size, resize?.filter ?? 'box', { x, y, sizePx }, bytes);
  if (fill === 'black')
    blacken(bytes, sizePx, { x: -x, y: -y, widthPx: resizedWidthPx, heightPx: resizedHeightPx });
  const scaleX = widthPx / resizedWidthPx;
  const scaleY = heightPx / resizedHeightPx;
  return {
    tensor: toTensor(bytes, 1, sizePx, mean, std, rescaleFactor),
    sizePx,
    resizedWidthPx,
    resizedHeightPx,
    rect: {
      x: Math.round(x * scaleX),
      y: Math.round(y * scaleY),
      widthPx: Math.round(sizePx * scaleX),
      heightPx: Math.round(sizePx * scaleY),
    },
  };
}

/** Makes all of a square black that lies outside the picture, whose place in the square is `picture`. */
function blacken(bytes: Uint8Array, sizePx: number, { x, y, widthPx, heightPx }: Rect): void {
  const [left, right] = [Math.max(0, x), Math.min(sizePx, x + widthPx)];
  for (let row = 0; row < sizePx; row++) {
    const start = row * sizePx * 3;
    if (row < y || row >= y + heightPx) bytes.fill(0, start, start + sizePx * 3);
    bytes.fill(0, start, start + left * 3);
    bytes.fill(0, start + right * 3, start + sizePx * 3);
  }
}
