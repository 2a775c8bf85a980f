import { describe, expect, it } from 'vitest';
import { colourSpread, leastColourLevels } from './colour-spread.ts';
import { randomNumbers } from './test-pictures.ts';

const pixels = 40_000;

function picture(colour: (random: () => number) => readonly [number, number, number]): Uint8Array {
  const random = randomNumbers(5);
  return Uint8Array.from(Array.from({ length: pixels }, () => colour(random)).flat());
}

const level = (random: () => number) => 30 + 190 * random();
const near = (value: number, random: () => number, spread: number) => value + spread * (random() - 0.5);

describe('colourSpread', () => {
  it('is nothing for greys, and for nothing', () => {
    expect(
      colourSpread(
        picture((random) => {
          const grey = level(random);
          return [grey, grey, grey];
        }),
      ),
    ).toBeLessThan(1e-6);
    expect(colourSpread(new Uint8Array())).toBe(0);
  });

  it('is small for one tone, however strong, with the noise of a scan', () => {
    const sepia = colourSpread(
      picture((random) => {
        const grey = level(random);
        return [near(grey * 1.07, random, 3), near(grey * 0.95, random, 3), near(grey * 0.75, random, 3)].map(
          (value) => Math.min(255, value),
        ) as [number, number, number];
      }),
    );
    expect(sepia).toBeGreaterThan(0.3);
    expect(sepia).toBeLessThan(leastColourLevels);
  });

  it('is the spread of two colours that are equally bright', () => {
    // Cb 20 and -20, Cr 0: R = Y, B = Y + 20 / 0.564, G so that Y stays.
    const blue = (sign: number): [number, number, number] => {
      const more = (sign * 20) / 0.564;
      return [120, 120 - (0.114 * more) / 0.587, 120 + more];
    };
    expect(colourSpread(picture((random) => blue(random() < 0.5 ? 1 : -1)))).toBeCloseTo(20, 0);
  });
});
