import { describe, expect, it } from 'vitest';
import {
  byteLengthBin,
  byteLengthBinCount,
  byteLengthBinStart,
  qualityBin,
  qualityBinCount,
  scoreBin,
  sideBin,
  sideBinCount,
  sideBinStart,
} from './bins.ts';

describe('bins', () => {
  it('of sides begin at their start and leave no gap', () => {
    for (let bin = 0; bin < sideBinCount - 1; bin++) {
      expect(sideBin(sideBinStart(bin))).toBe(bin);
      if (bin > 0) expect(sideBin(sideBinStart(bin) - 1)).toBe(bin - 1);
    }
    expect(sideBin(65_535)).toBe(sideBinCount - 2);
    expect(sideBin(0)).toBe(sideBinCount - 1);
  });

  it('of sides tell the usual ones apart', () => {
    const usual = [128, 256, 333, 375, 500, 512, 640, 768, 1024, 2048];
    expect(new Set(usual.map(sideBin)).size).toBe(usual.length);
  });

  it('of file sizes begin at their start and leave no gap', () => {
    for (let bin = 0; bin < byteLengthBinCount - 1; bin++) {
      expect(byteLengthBin(byteLengthBinStart(bin))).toBe(bin);
      if (bin > 0) expect(byteLengthBin(byteLengthBinStart(bin) - 1)).toBe(bin - 1);
    }
    expect(byteLengthBin(0xffff_fffe)).toBe(byteLengthBinCount - 2);
    expect(byteLengthBin(0xffff_ffff)).toBe(byteLengthBinCount - 1);
  });

  it('of qualities are the qualities', () => {
    expect([1, 96, 100, 101, 255].map(qualityBin)).toEqual([1, 96, 100, 101, 101]);
    expect(qualityBinCount).toBe(102);
  });

  it('of scores are twentieths, both ends included', () => {
    expect([0, 0.049, 0.05, 0.5, 0.999, 1, -0.1, 1.5, NaN].map(scoreBin)).toEqual([
      0, 0, 1, 10, 19, 19, 0, 19, 20,
    ]);
  });
});
