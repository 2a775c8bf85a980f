import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cropPositions, mirrored, readCrops, rescaledSize, shrunkSize, type CropPlan } from './pad-crop.ts';
import { cut, sourceOf, type RgbImage } from './pixels.ts';
import { resize } from './resample.ts';
import { testPicture } from './test-pictures.ts';

interface Reflection {
  readonly length: number;
  readonly left: number;
  readonly indices: readonly number[];
}

const anchors = [
  [0.5, 0.5],
  [0.1, 0.1],
  [0.9, 0.1],
  [0.1, 0.9],
  [0.9, 0.9],
] as const;

const rescaled = [
  { scale: 0.7071, filter: 'bicubic', leastSidePx: 20, anchors },
  { scale: 1.4142, filter: 'lanczos', leastSidePx: 1, anchors: anchors.slice(0, 2) },
] as const;

describe('mirrored', () => {
  const golden = readFileSync(new URL('./goldens/reflect.json', import.meta.url), 'utf8');

  it.each(JSON.parse(golden) as Reflection[])(
    "goes the way of numpy.pad(mode='reflect'): $length samples, $left before them",
    ({ length, left, indices }) => {
      expect(indices.map((_, i) => mirrored(i - left, length))).toEqual(indices);
    },
  );
});

describe('shrunkSize', () => {
  it.each([
    [4000, 3000, [1536, 1152]],
    [3000, 4000, [1152, 1536]],
    [1536, 1536, [1536, 1536]],
    [1000, 10, [1000, 10]],
    [20000, 3, [1536, 1]],
    // 1537 * (1536 / 3074) is exactly half way in real numbers: half goes up.
    [3074, 1537, [1536, 768]],
  ] as const)('%s x %s', (width, height, expected) => {
    expect(shrunkSize(width, height, 1536)).toEqual(expected);
  });
});

describe('rescaledSize', () => {
  const look = { scale: 0.7071, leastSidePx: 160 };

  it('rounds half up', () => {
    expect(rescaledSize(256, 1024, look)).toEqual([181, 724]);
    expect(rescaledSize(225, 225, { ...look, scale: 1.5 })).toEqual([338, 338]);
  });

  it('is null where the shorter side would be less than it may be', () => {
    expect(rescaledSize(226, 300, look)).toEqual([160, 212]);
    expect(rescaledSize(225, 300, look)).toBeNull();
  });
});

describe('cropPositions', () => {
  it('spreads crops over the free play, half rounded up', () => {
    const positions = cropPositions(325, 224, 224, [
      [0.5, 0.5],
      [0, 0],
      [1, 1],
    ]);
    expect(positions).toEqual([
      { x: 51, y: 0 },
      { x: 0, y: 0 },
      { x: 101, y: 0 },
    ]);
  });

  it('gives one crop for a picture of one crop or less', () => {
    expect(cropPositions(224, 224, 224, anchors)).toEqual([{ x: 0, y: 0 }]);
    expect(cropPositions(60, 90, 224, anchors)).toEqual([{ x: 0, y: 0 }]);
  });
});

describe('readCrops', () => {
  const plans: readonly CropPlan[] = [
    { shrink: null, crops: { sizePx: 64, anchors } },
    { shrink: { maxSidePx: 120, filter: 'bicubic' }, crops: { sizePx: 48, anchors } },
    { shrink: { maxSidePx: 100, filter: 'lanczos' }, crops: { sizePx: 96, anchors } },
    { shrink: { maxSidePx: 120, filter: 'bicubic' }, crops: { sizePx: 48, anchors, rescaled } },
  ];
  const sizes: readonly (readonly [number, number])[] = [
    [300, 200],
    [200, 300],
    [500, 30],
    [9, 200],
    [1, 1],
    [64, 64],
    [63, 65],
  ];

  it.each(plans)('equals shrinking, padding and cutting the whole picture, plan %#', (plan) => {
    for (const size of sizes) {
      const picture = testPicture(...size);
      expect(readCrops(sourceOf(picture), plan).crops).toEqual(bruteForce(picture, plan));
    }
  });

  it('tells where the crops lie and how far the picture shrank', () => {
    const plan = { shrink: { maxSidePx: 100, filter: 'bilinear' }, crops: { sizePx: 60, anchors } } as const;
    const { places, count, firstCount, shrunkWidthPx, shrunkHeightPx } = readCrops(
      sourceOf(testPicture(200, 90)),
      plan,
    );
    expect([shrunkWidthPx, shrunkHeightPx]).toEqual([100, 45]);
    expect([count, firstCount]).toEqual([3, 3]);
    const resized = { resizedWidthPx: 100, resizedHeightPx: 45 };
    expect(places).toEqual([
      { x: 20, y: 0, ...resized },
      { x: 4, y: 0, ...resized },
      { x: 36, y: 0, ...resized },
    ]);
  });

  it('looks again at the picture in other sizes', () => {
    const shrink = { maxSidePx: 120, filter: 'bicubic' } as const;
    const crops = { sizePx: 48, anchors, rescaled };
    const { places, count, firstCount } = readCrops(sourceOf(testPicture(300, 200)), { shrink, crops });
    expect([count, firstCount]).toEqual([12, 5]);
    expect(places[5]).toEqual({ x: 19, y: 5, resizedWidthPx: 85, resizedHeightPx: 57 });
    expect(places[10]).toEqual({ x: 61, y: 33, resizedWidthPx: 170, resizedHeightPx: 113 });
    // 120 x 27 becomes 85 x 19, which is too low for the first of them.
    const flat = readCrops(sourceOf(testPicture(400, 90)), { shrink, crops });
    expect(new Set(flat.places.map(({ resizedHeightPx }) => resizedHeightPx))).toEqual(new Set([27, 38]));
  });
});

/** The contract word by word, without any saving. */
function bruteForce(picture: RgbImage, { shrink, crops }: CropPlan): Uint8Array {
  const { sizePx } = crops;
  const [width, height] = shrunkSize(picture.widthPx, picture.heightPx, shrink?.maxSidePx ?? Infinity);
  const looks = [{ width, height, filter: shrink?.filter ?? ('box' as const), anchors: crops.anchors }];
  for (const { scale, filter, leastSidePx, anchors: places } of crops.rescaled ?? []) {
    const [w, h] = [Math.floor(width * scale + 0.5), Math.floor(height * scale + 0.5)];
    if (w >= leastSidePx && h >= leastSidePx) looks.push({ width: w, height: h, filter, anchors: places });
  }
  const windows = looks.flatMap((look) => {
    const resized = resize(sourceOf(picture), look.width, look.height, look.filter);
    const padded = pad(resized, sizePx);
    return cropPositions(resized.widthPx, resized.heightPx, sizePx, look.anchors).map(
      (position) => cut(padded, { ...position, widthPx: sizePx, heightPx: sizePx }).data,
    );
  });
  return Uint8Array.from(windows.flatMap((window) => [...window]));
}

function pad(image: RgbImage, sizePx: number): RgbImage {
  const widthPx = Math.max(sizePx, image.widthPx);
  const heightPx = Math.max(sizePx, image.heightPx);
  const left = Math.floor((widthPx - image.widthPx) / 2);
  const top = Math.floor((heightPx - image.heightPx) / 2);
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const from = mirrored(y - top, image.heightPx) * image.widthPx + mirrored(x - left, image.widthPx);
      data.set(image.data.subarray(from * 3, from * 3 + 3), (y * widthPx + x) * 3);
    }
  }
  return { widthPx, heightPx, data };
}
