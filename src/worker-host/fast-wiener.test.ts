import { describe, expect, it } from 'vitest';
import { plainWiener } from '../core/spectrum/local-wiener.ts';
import { seededRandom } from '../core/spectrum/seeded.ts';
import { fastWiener } from './fast-wiener.ts';

describe('the denoiser in WebAssembly', () => {
  it.each([32, 64, 256])('gives the bits of the plain one in blocks of a square of %d', (sizePx) => {
    const fast = fastWiener(sizePx);
    const plain = plainWiener(sizePx);
    // A view of wasm memory, or nothing was tested.
    expect(fast.data.buffer.byteLength % 65_536).toBe(0);
    expect(fast.data.buffer.byteLength).toBeGreaterThan(fast.data.byteLength);
    const next = seededRandom(3);
    for (let i = 0; i < plain.data.length; i++) {
      // From far below the noise to edges of pictures.
      plain.data[i] = (next() - 0.5) * 10 ** (4 * next() - 1);
    }
    fast.data.set(plain.data);
    for (let size = sizePx / 2; size >= sizePx / 16; size /= 2) {
      for (const start of [size, size * sizePx, size * sizePx + size]) {
        plain.keepNoise(start, size);
        fast.keepNoise(start, size);
      }
    }
    expect(fast.data).toEqual(plain.data);
  });
});
