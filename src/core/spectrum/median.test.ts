import { describe, expect, it } from 'vitest';
import { reflected } from '../image/reflected.ts';
import { plainMedian } from './median.ts';
import { medianNetwork, type MedianNetwork } from './median-network.ts';
import { medianModule, type MedianExports } from './median-wasm.ts';
import { padInto } from './padded.ts';
import { seededRandom } from './seeded.ts';
import { memoryImport } from '../wasm/wasm-bytes.ts';

function through({ steps, median, wires }: MedianNetwork, values: readonly number[]): number {
  const held = [...values, ...new Array<number>(wires).fill(NaN)];
  for (const { take, a, b, out } of steps) held[out] = Math[take](held[a] ?? NaN, held[b] ?? NaN);
  return held[median] ?? NaN;
}

/** What the filters are compared with: sorting, which they do without. */
function sortedMedians(plane: Uint8Array, sizePx: number, side: number): number[] {
  const r = (side - 1) / 2;
  return Array.from(plane, (_, i) => {
    const x = i % sizePx;
    const y = Math.floor(i / sizePx);
    const window: number[] = [];
    for (let dy = -r; dy <= r; dy++) {
      for (let dx = -r; dx <= r; dx++) {
        window.push(plane[reflected(y + dy, sizePx) * sizePx + reflected(x + dx, sizePx)] ?? NaN);
      }
    }
    return window.sort((a, b) => a - b)[(side * side - 1) / 2] ?? NaN;
  });
}

function noisePlane(sizePx: number, levels: number): Uint8Array {
  const next = seededRandom(levels);
  return Uint8Array.from({ length: sizePx * sizePx }, () => Math.floor(next() * levels));
}

describe('the median network', () => {
  it('of nine values is right for every input of zeros and ones, hence for all (the 0-1 principle)', () => {
    const network = medianNetwork(3);
    for (let bits = 0; bits < 512; bits++) {
      const values = Array.from({ length: 9 }, (_, i) => (bits >> i) & 1);
      const ones = values.reduce((sum, each) => sum + each, 0);
      expect(through(network, values)).toBe(ones >= 5 ? 1 : 0);
    }
  });

  it('of 25 values is right for random inputs of zeros and ones around the turning point', () => {
    const network = medianNetwork(5);
    const next = seededRandom(7);
    for (let n = 0; n < 20_000; n++) {
      const share = 0.35 + 0.3 * next();
      const values = Array.from({ length: 25 }, () => (next() < share ? 1 : 0));
      const ones = values.reduce<number>((sum, each) => sum + each, 0);
      expect(through(network, values)).toBe(ones >= 13 ? 1 : 0);
    }
  });
});

describe.each([3, 5])('the median of %d x %d windows', (side) => {
  const sizePx = 32;

  it.each([2, 5, 256])('equals the sorted middle, mirrored border included (%d levels)', (levels) => {
    const plane = noisePlane(sizePx, levels);
    const out = new Uint8Array(plane.length);
    plainMedian(side, sizePx).fill(plane, out);
    expect([...out]).toEqual(sortedMedians(plane, sizePx, side));
  });

  it('is the same in WebAssembly', async () => {
    const plane = noisePlane(sizePx, 256);
    const border = (side - 1) / 2;
    const stride = sizePx + 2 * border;
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { instance } = await WebAssembly.instantiate(medianModule(side), {
      [memoryImport.module]: { [memoryImport.name]: memory },
    });
    const target = stride * stride + 16;
    padInto(plane, sizePx, border, new Uint8Array(memory.buffer), stride);
    (instance.exports as unknown as MedianExports).median(0, target, stride, sizePx, sizePx);
    expect([...new Uint8Array(memory.buffer, target, plane.length)]).toEqual(
      sortedMedians(plane, sizePx, side),
    );
  });
});
