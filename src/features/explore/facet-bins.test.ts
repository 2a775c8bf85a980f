import { describe, expect, it } from 'vitest';
import { byteLengthBin, scoreBin, sideBin } from '../../core/dataset/bins.ts';
import { histogramOf, rangeWords } from './facet-bins.ts';

const nbsp = '\u00a0';

describe('a histogram', () => {
  it('shows the bins that hold something, and the gaps between them', () => {
    const counts = Uint32Array.from([0, 0, 3, 0, 5, 0, 7]);
    expect(histogramOf(counts, [])).toEqual({ first: 2, counts: [3, 0, 5], unknown: 7 });
  });

  it('keeps a chosen bin in sight though it is empty', () => {
    const counts = Uint32Array.from([0, 0, 3, 0, 0, 0, 0]);
    expect(histogramOf(counts, [4])).toEqual({ first: 2, counts: [3, 0, 0], unknown: 0 });
  });

  it('is nothing where nothing is known', () => {
    expect(histogramOf(Uint32Array.from([0, 0, 9]), [])).toBeNull();
  });

  it('names its ranges by what the bins hold', () => {
    expect(rangeWords('width', sideBin(512), sideBin(512))).toBe('512 to below 576 px');
    expect(rangeWords('byteLength', byteLengthBin(1024), byteLengthBin(1024))).toBe(
      `1.0${nbsp}kB to below 1.3${nbsp}kB`,
    );
    expect(rangeWords('score', scoreBin(0.5), scoreBin(1))).toBe('0.50 to below 1.00');
    expect(rangeWords('quality', 96, 96)).toBe('96');
    expect(rangeWords('quality', 75, 96)).toBe('75 to 96');
  });
});
