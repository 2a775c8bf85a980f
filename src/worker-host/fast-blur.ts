import { blurModule, blurStep, type BlurExports } from '../core/image/blur-wasm.ts';
import { gaussianBlur, gaussianKernel } from '../core/image/gaussian-blur.ts';
import type { RgbImage } from '../core/image/pixels.ts';
import { reflected } from '../core/image/reflected.ts';
import { doubleBytes } from '../core/wasm/wasm-code.ts';
import { placesInOrder, wasmFunctions, wasmMemory } from './wasm-instance.ts';

/** `gaussianBlur`, bit by bit, by WebAssembly with SIMD; by plain loops where the browser has none. */
export function fastBlur(image: RgbImage, sigmaPx: number): RgbImage {
  try {
    return wasmBlur(image, sigmaPx);
  } catch {
    return gaussianBlur(image, sigmaPx);
  }
}

/** Only as many blurred rows are kept as one row of the result needs. */
function wasmBlur({ widthPx, heightPx, data }: RgbImage, sigmaPx: number): RgbImage {
  const kernel = gaussianKernel(sigmaPx);
  const taps = kernel.length;
  const radius = (taps - 1) / 2;
  const samples = 3 * widthPx;
  const { memory, places } = layout(samples, taps);
  const wasm = wasmFunctions(blurModule(), memory) as BlurExports;
  const numbers = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  const addresses = (at: number) => new Uint32Array(memory.buffer, at, taps);

  const sum = kernel.reduce((total, each) => total + each, 0);
  numbers(places.rowWeights, taps + 1).set([...kernel, sum]);
  numbers(places.columnWeights, taps + 1).set([...kernel.map((each) => each / sum), 1]);
  addresses(places.rowStarts).set(Array.from(kernel, (_, k) => places.mirrored + 3 * k * doubleBytes));
  const mirrored = numbers(places.mirrored, samples + 6 * radius);
  const columns = Int32Array.from(
    { length: widthPx + 2 * radius },
    (_, i) => 3 * reflected(i - radius, widthPx),
  );
  const columnStarts = addresses(places.columnStarts);
  const line = numbers(places.line, samples);
  const bytes = samples * doubleBytes;
  /** Row n of the picture lies at place n % taps of the ring. */
  const ringAt = (row: number) => places.ring + (row % taps) * places.ringStride;
  let blurredRows = 0;

  const out = new Uint8Array(data.length);
  for (let row = 0; row < heightPx; row++) {
    for (; blurredRows <= Math.min(heightPx - 1, row + radius); blurredRows++) {
      mirrorRow(data, blurredRows * samples, columns, mirrored);
      wasm.weigh(places.rowStarts, places.rowWeights, taps, ringAt(blurredRows), bytes);
    }
    for (let k = 0; k < taps; k++) columnStarts[k] = ringAt(reflected(row + k - radius, heightPx));
    wasm.weigh(places.columnStarts, places.columnWeights, taps, places.line, bytes);
    for (let i = 0, to = row * samples; i < samples; i++, to++) out[to] = Math.round(line[i] ?? NaN);
  }
  return { widthPx, heightPx, data: out };
}

function mirrorRow(data: Uint8Array, start: number, columns: Int32Array, mirrored: Float64Array): void {
  for (let x = 0, to = 0; x < columns.length; x++, to += 3) {
    const from = start + (columns[x] ?? 0);
    mirrored[to] = data[from] ?? NaN;
    mirrored[to + 1] = data[from + 1] ?? NaN;
    mirrored[to + 2] = data[from + 2] ?? NaN;
  }
}

function layout(samples: number, taps: number) {
  const place = placesInOrder();
  const lineLength = samples + blurStep / doubleBytes;
  const places = {
    rowStarts: place(taps),
    columnStarts: place(taps),
    rowWeights: place(taps + 1),
    columnWeights: place(taps + 1),
    mirrored: place(lineLength + 3 * taps),
    line: place(lineLength),
    // A cache line more, so that rows of the ring do not all share their cache lines.
    ringStride: (lineLength + 8) * doubleBytes,
    ring: place((lineLength + 8) * taps),
  };
  return { memory: wasmMemory(place(0)), places };
}
