import { expect, it } from 'vitest';
import type { LookedAt } from '../../contracts/zoo.ts';
import { lookedSentence } from './looked-words.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const square = { x: 0, y: 0, widthPx: 1, heightPx: 1 };

function looked(
  picture: [number, number],
  resized: [number, number],
  squarePx: number,
  squares = 1,
  inOtherSizes = 0,
): LookedAt {
  return {
    widthPx: picture[0],
    heightPx: picture[1],
    resizedWidthPx: resized[0],
    resizedHeightPx: resized[1],
    squarePx,
    rects: Array.from({ length: squares }, () => square),
    inOtherSizes,
  };
}

it.each([
  [looked([640, 480], [640, 480], 256), 'The centre, 256 × 256 px, not resized.'],
  [looked([640, 480], [341, 256], 224), 'The centre, 224 × 224 px, of the picture shrunk to 341 × 256 px.'],
  [looked([100, 80], [320, 256], 224), 'The centre, 224 × 224 px, of the picture enlarged to 320 × 256 px.'],
  [looked([640, 480], [256, 256], 256), 'The whole picture, resized to 256 × 256 px.'],
  [looked([256, 256], [256, 256], 256), 'The whole picture, 256 × 256 px.'],
  [looked([900, 600], [900, 600], 224, 5), '5 squares of 224 × 224 px, not resized.'],
  [
    looked([900, 600], [900, 600], 224, 18, 9),
    '18 squares of 224 × 224 px, not resized; the last 9 are cut from it in another size.',
  ],
  [
    looked([100, 300], [100, 300], 256),
    'The centre, 256 × 256 px, not resized. Its edges are continued by mirroring.',
  ],
])('says what was looked at, case %#', (given, sentence) => {
  expect(plain(lookedSentence(given))).toBe(sentence);
});
