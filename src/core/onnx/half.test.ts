import { describe, expect, it } from 'vitest';
import { toFloat32 } from '../checkpoint/dtypes.ts';
import { randomNumbers } from '../image/test-pictures.ts';
import { toHalf } from './half.ts';

const every = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
const valueOf = toFloat32(new Uint8Array(every.buffer), 'float16', true) ?? new Float32Array();

describe('toHalf', () => {
  it('gives every half number back', () => {
    const back = toHalf(valueOf);
    for (const [bits, value] of valueOf.entries()) {
      if (Number.isNaN(value)) expect((back[bits] ?? 0) & 0x7fff).toBeGreaterThan(0x7c00);
      else expect(back[bits], String(value)).toBe(bits);
    }
  });

  it('rounds to the nearest of its neighbours, halves to even', () => {
    const random = randomNumbers(1);
    const positive = valueOf.slice(0, 0x7c00);
    for (let n = 0; n < 5000; n++) {
      const i = Math.floor(random() * (positive.length - 1));
      const [low, high] = [positive[i] ?? 0, positive[i + 1] ?? 0];
      const share = n % 3 === 0 ? 0.5 : random();
      const value = Math.fround(low + (high - low) * share);
      const nearest = value - low < high - value || (value - low === high - value && i % 2 === 0) ? i : i + 1;
      expect(toHalf(Float32Array.of(value, -value))).toEqual(Uint16Array.of(nearest, nearest | 0x8000));
    }
  });

  it('overflows to infinity from half a step above the largest', () => {
    expect(toHalf(Float32Array.of(65504, 65519, 65520, 1e30, Infinity, 1e-30))).toEqual(
      Uint16Array.of(0x7bff, 0x7bff, 0x7c00, 0x7c00, 0x7c00, 0),
    );
  });
});
