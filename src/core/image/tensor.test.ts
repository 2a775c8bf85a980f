import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toTensor } from './tensor.ts';

const mean = [0.485, 0.456, 0.406] as const;
const std = [0.229, 0.224, 0.225] as const;

describe('toTensor', () => {
  it('gives the float32 values of numpy, bit by bit', () => {
    const file = readFileSync(new URL('./goldens/normalised.bin', import.meta.url));
    const everyValue = Uint8Array.from({ length: 256 * 3 }, (_, i) => Math.floor(i / 3));
    const tensor = toTensor(everyValue, 1, 16, mean, std);
    expect(Buffer.compare(Buffer.from(tensor.buffer), file)).toBe(0);
  });

  it('orders crops, then channels, rows and columns', () => {
    const crops = Uint8Array.from({ length: 2 * 2 * 2 * 3 }, (_, i) => i);
    const tensor = toTensor(crops, 2, 2, [0, 0, 0], [1 / 255, 1 / 255, 1 / 255]);
    expect([...tensor].map(Math.round)).toEqual([
      0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, 12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23,
    ]);
  });

  it('refuses bytes that do not fit', () => {
    expect(() => toTensor(new Uint8Array(11), 1, 2, mean, std)).toThrow(RangeError);
  });
});
