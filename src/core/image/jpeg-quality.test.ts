import { describe, expect, it } from 'vitest';
import { jpegQuality, scaledStep } from './jpeg-quality.ts';

// Qualities 30 to 100 of files that libjpeg wrote are read in sniff.test.ts.

describe('jpegQuality', () => {
  it('is not exact for tables of another encoder', () => {
    const flat = Array.from({ length: 64 }, () => 20);
    const { value, exact } = jpegQuality(flat, null);
    expect(exact).toBe(false);
    expect(value).toBeGreaterThan(70);
    expect(value).toBeLessThan(90);
  });

  it('takes the finest tables for 100 and the coarsest for 1', () => {
    const all = (step: number) => Array.from({ length: 64 }, () => step);
    expect(jpegQuality(all(1), all(1))).toEqual({ value: 100, exact: true });
    expect(jpegQuality(all(255), all(255))).toEqual({ value: 1, exact: true });
  });
});

describe('scaledStep', () => {
  it.each([
    [16, 75, 8],
    [16, 50, 16],
    [16, 10, 80],
    [16, 1, 255],
    [99, 100, 1],
    [99, 95, 10],
  ])('scales %s at quality %s to %s', (step, quality, expected) => {
    expect(scaledStep(step, quality)).toBe(expected);
  });
});
