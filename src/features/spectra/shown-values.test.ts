import { describe, expect, it } from 'vitest';
import type { SpectrumPicture } from '../../contracts/spectrum.ts';
import { frameOf, periodLabel, ticksOf } from './frame-of.ts';
import { plainView } from './search.ts';
import { paint, rangeOf, shownValues } from './shown-values.ts';

function pictureOf(power: readonly number[]): SpectrumPicture {
  const none = { decibel: new Float32Array(), low: new Float32Array(), high: new Float32Array() };
  return {
    sizePx: Math.sqrt(power.length),
    images: 1,
    power: Float32Array.from(power),
    radial: none,
    sectors: none,
    autocorrelation: new Float32Array(),
  };
}

describe('what a panel shows', () => {
  const own = pictureOf([1, 10, 100, 0]);
  const other = pictureOf([1, 1, 1, 1]);

  it('is decibels, or amplitudes, or how they differ from the reference', () => {
    expect([...shownValues(own, null, { show: 'power', linear: false }).values]).toEqual([0, 10, 20, NaN]);
    expect(shownValues(own, null, { show: 'power', linear: true }).values[2]).toBe(10);
    expect(shownValues(own, other, { show: 'ratio', linear: false }).values[2]).toBe(20);
    expect(shownValues(own, other, { show: 'difference', linear: false }).values[2]).toBe(9);
    expect(shownValues(own, null, { show: 'ratio', linear: false }).values[0]).toBeNaN();
  });

  it('has the range of the percentiles, symmetric for differences', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => i / 100 - 20);
    const shown = { sizePx: 100, values };
    const { low, high } = rangeOf([shown], { ...plainView, lowPercentile: 5, highPercentile: 95 });
    expect(low).toBeCloseTo(-15, 1);
    expect(high).toBeCloseTo(75, 1);
    const ratio = rangeOf([shown], { ...plainView, show: 'ratio', lowPercentile: 5, highPercentile: 95 });
    expect(ratio.low).toBe(-ratio.high);
    expect(rangeOf([], plainView).high).toBeGreaterThan(rangeOf([], plainView).low);
  });

  it('is painted with the ends of the table beyond the range, and not at all where there is no value', () => {
    const table = Uint32Array.of(1, 2, 3, 4);
    const pixels = paint(Float32Array.of(-9, 0.3, 9, NaN), { low: 0, high: 1 }, table);
    expect([...new Uint32Array(pixels.buffer)]).toEqual([1, 2, 4, 0]);
  });
});

describe('the frame of a zoom', () => {
  it('stays inside the plane', () => {
    expect(frameOf({ zoom: 1, across: 0.3, down: 0 })).toEqual({ left: -0.5, top: -0.5, side: 1 });
    expect(frameOf({ zoom: 4, across: 0.5, down: -0.5 })).toEqual({ left: 0.25, top: -0.5, side: 0.25 });
  });

  it('has ticks at round frequencies, with their periods', () => {
    expect(ticksOf(-0.5, 1)).toEqual([-0.5, -0.25, 0, 0.25, 0.5]);
    expect(ticksOf(0.13, 0.25)).toEqual([0.1875, 0.25, 0.3125, 0.375]);
    expect([0, 0.25, -0.5].map(periodLabel)).toEqual(['∞', '4', '2']);
  });
});
