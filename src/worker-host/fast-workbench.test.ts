import { describe, expect, it } from 'vitest';
import { seededRandom } from '../core/spectrum/seeded.ts';
import { taper } from '../core/spectrum/taper.ts';
import { plainWorkbench } from '../core/spectrum/workbench.ts';
import { fastWorkbench } from './fast-workbench.ts';

/** A picture has slopes, edges and noise; the denoiser takes each in another way. */
function picture(sizePx: number): Uint8Array {
  const next = seededRandom(sizePx);
  return Uint8Array.from({ length: sizePx * sizePx }, (_, i) => {
    const [x, y] = [i % sizePx, Math.floor(i / sizePx)];
    const edge = x > sizePx / 3 && y < sizePx / 2 ? 90 : 0;
    return 40 + edge + 60 * Math.sin(x / 40) ** 2 + (x > y ? 50 : 4) * next();
  });
}

describe.each([64, 128, 256, 512, 1024])('the workbench in WebAssembly, %d px', (sizePx) => {
  const fast = fastWorkbench(sizePx);
  const plain = plainWorkbench(sizePx);

  it('is one', () => {
    // A view of wasm memory, or nothing is tested below.
    expect(fast.noise.buffer).toBe(fast.power.buffer);
  });

  it('gives the bits of the plain residual, also the second time', () => {
    for (const pixels of [picture(sizePx), picture(sizePx).reverse()]) {
      fast.denoise(pixels);
      plain.denoise(pixels);
      expect(bitsOf(fast.noise).equals(bitsOf(plain.noise))).toBe(true);
    }
  });

  it.each(['none', 'hann'] as const)('has the power of fft.js, window %s', (window) => {
    const next = seededRandom(1);
    for (let i = 0; i < fast.noise.length; i++) fast.noise[i] = plain.noise[i] = 20 * (next() - 0.5);
    const side = taper(window, sizePx);
    fast.transform(side);
    plain.transform(side);
    expect(fast.power.length).toBe(plain.power.length);
    const mean = plain.power.reduce((sum, each) => sum + each, 0) / plain.power.length;
    let worst = 0;
    plain.power.forEach((each, i) => {
      // Rounding is relative to all amplitudes, not to the smallest.
      worst = Math.max(worst, Math.abs((fast.power[i] ?? NaN) - each) / Math.max(each, 1e-6 * mean));
    });
    expect(worst).toBeLessThan(1e-11);
  });
});

it('works by plain loops where the square is too small for the windows', () => {
  const small = fastWorkbench(32);
  expect(small.noise.buffer).not.toBe(small.power.buffer);
});

function bitsOf({ buffer, byteOffset, byteLength }: Float64Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
