import { describe, expect, it } from 'vitest';
import { fixture, fixtureJson } from '../../../e2e/onnx-files.ts';
import { sourceOf } from '../image/pixels.ts';
import { testPicture } from '../image/test-pictures.ts';
import { prepareSquare } from '../zoo/prepare.ts';
import { readImageProcessor } from './image-processor.ts';

const processors = ['vit', 'clip', 'deit', 'convnext', 'unscaled', 'uncropped-small'];
const sizes = [
  [101, 67],
  [90, 83],
] as const;

function read(json: unknown, graphSidePx: number | null = null) {
  const result = readImageProcessor(json, graphSidePx);
  if (!result.ok) throw new Error(result.failure);
  return result.value;
}

describe.each(processors)('the processor %s', (name) => {
  const { plan, notes } = read(fixtureJson(`processors/${name}.json`));

  it('is read without doubt', () => {
    expect(notes).toEqual([]);
  });

  it.each(sizes)('makes of %s x %s px what transformers makes', (width, height) => {
    const bytes = fixture(`processors/${name}-${width}x${height}.bin`);
    const expected = new Float32Array(bytes.buffer);
    const { tensor } = prepareSquare(sourceOf(testPicture(width, height)), plan);
    expect(tensor).toHaveLength(expected.length);
    const difference = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - tensor[i]!)), 0);
    expect(difference).toBeLessThan(1e-5);
  });
});

const vit = fixtureJson('processors/vit.json') as Record<string, unknown>;
const clip = fixtureJson('processors/clip.json') as Record<string, unknown>;

describe('what a processor leaves open', () => {
  it.each([
    [{ ...vit, resample: undefined }, '“resample” is not stated; bilinear is taken.'],
    [{ ...vit, resample: 0 }, '“resample” is 0 (nearest), which is not done here; bilinear is taken.'],
    [{ ...vit, image_mean: undefined }, '“image_mean” is not stated; 0.5 is taken.'],
    [{ ...vit, size: undefined }, '“size” is not stated; 224 px are taken.'],
    [{ ...vit, do_pad: true }, '“do_pad” is asked for and not done here.'],
    [
      { ...clip, do_center_crop: false },
      'It gives the whole picture in its own proportions; here the square in its centre is looked at.',
    ],
  ])('is told: %j', (json, note) => {
    expect(read(json).notes).toEqual([note]);
  });

  it('is settled by the graph where that takes one size', () => {
    const { plan, notes } = read(vit, 32);
    expect(plan.resize).toMatchObject({ rule: 'both-sides', sidePx: 32 });
    expect(plan.crop.sizePx).toBe(32);
    expect(notes).toEqual(['It says 24 px and the graph takes 32 px, which is used.']);
  });

  it('takes one number as the shorter side where that processor does', () => {
    expect(read({ ...clip, size: 30 }).plan.resize).toMatchObject({ rule: 'shorter-side', sidePx: 30 });
    expect(read({ ...vit, size: 30 }).plan.resize).toMatchObject({ rule: 'both-sides', sidePx: 30 });
  });
});

describe('a processor that cannot be followed', () => {
  it.each([
    [null, 'it is no image processor'],
    [{ ...vit, size: { height: 24, width: 32 } }, 'only squares can be given here'],
    [{ ...vit, size: { height: 1e9, width: 1e9 } }, '“size'],
    [{ ...vit, size: {} }, 'neither height and width nor the shorter side'],
    [{ ...vit, image_std: [0, 1, 1] }, '“image_std'],
    [{ ...vit, image_mean: [1, 2] }, '“image_mean'],
    [{ ...vit, rescale_factor: -1 }, '“rescale_factor'],
  ])('is refused: %j', (json, words) => {
    const result = readImageProcessor(json, null);
    expect(result.ok ? '' : result.failure).toContain(words);
  });
});
