import { expect, it } from 'vitest';
import { gaussianBlur } from '../core/image/gaussian-blur.ts';
import { fastBlur } from './fast-blur.ts';

it.each([
  [1, 1, 1],
  [5, 3, 3],
  [7, 40, 0.5],
  [64, 48, 0.1],
  [97, 83, 2],
  [300, 30, 5],
])(
  'a picture of %d x %d px blurred by %d px has the bytes of the plain loops',
  (widthPx, heightPx, sigmaPx) => {
    const data = Uint8Array.from(
      { length: widthPx * heightPx * 3 },
      (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255,
    );
    const image = { widthPx, heightPx, data };
    expect(fastBlur(image, sigmaPx)).toEqual(gaussianBlur(image, sigmaPx));
  },
);
