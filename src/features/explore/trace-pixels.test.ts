import { describe, expect, it } from 'vitest';
import { decibels, greyPixels, residualShades, spectrumShades } from './trace-pixels.ts';

describe('the pictures of a trace', () => {
  it('show no noise as mid-grey, and more of either sign as lighter and darker', () => {
    const residual = Float64Array.from([-10, 0, 10, 0]);
    const pixels = greyPixels(residual, { low: -10, high: 10 });
    expect([pixels[0], pixels[4], pixels[8]]).toEqual([0, 128, 255]);
    expect([pixels[3], pixels[15]]).toEqual([255, 255]);
  });

  it('do not let a few wild pixels decide, nor blow up what is hardly there', () => {
    const wild = Float64Array.from({ length: 10_000 }, (_, i) => (i < 20 ? 255 : (i % 17) - 8));
    expect(residualShades(wild)).toEqual({ low: -8, high: 8 });
    expect(residualShades(new Float64Array(100))).toEqual({ low: -4, high: 4 });
  });

  it('measure power in decibels and bear silence', () => {
    expect([...decibels(Float32Array.of(1, 100, 0))]).toEqual([0, 20, -60]);
    const { low, high } = spectrumShades(new Float64Array(64));
    expect(high).toBeGreaterThan(low);
    expect(spectrumShades(Float64Array.from({ length: 1001 }, (_, i) => i))).toEqual({ low: 10, high: 999 });
  });
});
