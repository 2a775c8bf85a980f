import { moduleOf } from '../wasm/wasm-bytes.ts';
import { constant, get, i16x8, i32, i32x4, join, loop, pair, set, shuffled } from '../wasm/wasm-code.ts';
import type { PlaneWeights } from './channel-plane.ts';

/*
 * `channelPlane` for weights that are not negative as WebAssembly with SIMD: 16 pixels at once, the same integers.
 *
 *   memory  imported as env.memory
 *   plane   (rgb, out, pixels): addresses; read and written up to the next multiple of 16 pixels
 */

export interface ChannelExports {
  plane(rgb: number, out: number, pixels: number): void;
}

const pixelsAtOnce = 16;

export function channelModule({ red, green, blue, offset }: PlaneWeights): Uint8Array<ArrayBuffer> {
  const [rgb, out, pixels, x, firstColour, firstPart] = [0, 1, 2, 3, 4, 7] as const;
  const colours = [red, green, blue];
  const source = (n: number) => pair.load(get(rgb), 16 * n);
  const gather = colours.map((_, colour) => {
    const places = Array.from({ length: pixelsAtOnce }, (_, pixel) => 3 * pixel + colour);
    const begin = shuffled(
      source(0),
      source(1),
      places.map((place) => (place < 32 ? place : 0)),
    );
    return set(
      firstColour + colour,
      shuffled(
        begin,
        source(2),
        places.map((place, n) => (place < 32 ? n : place - 16)),
      ),
    );
  });
  const weight = (n: number) => constant(new Int16Array(8).fill(colours[n] ?? 0));
  const rounding = constant(new Int32Array(4).fill(offset));
  /** Four pixels: bytes of one half, products of one half of that. */
  const part = (half: typeof i16x8.lowOfBytes, product: typeof i32x4.lowProductUnsigned) =>
    i32x4.shiftRightUnsigned(
      colours
        .map((_, n) => product(half(get(firstColour + n)), weight(n)))
        .reduce((sum, each) => i32x4.add(sum, each), rounding),
      16,
    );
  return moduleOf({
    name: 'plane',
    parameters: 3,
    numbers: 1,
    vectors: 5,
    code: loop(
      x,
      pixelsAtOnce,
      get(pixels),
      join(
        ...gather,
        set(
          firstPart,
          i16x8.fromI32(
            part(i16x8.lowOfBytes, i32x4.lowProductUnsigned),
            part(i16x8.lowOfBytes, i32x4.highProductUnsigned),
          ),
        ),
        set(
          firstPart + 1,
          i16x8.fromI32(
            part(i16x8.highOfBytes, i32x4.lowProductUnsigned),
            part(i16x8.highOfBytes, i32x4.highProductUnsigned),
          ),
        ),
        pair.store(i32.add(get(out), get(x)), i16x8.toBytes(get(firstPart), get(firstPart + 1))),
        set(rgb, i32.add(get(rgb), i32.const(3 * pixelsAtOnce))),
      ),
    ),
  });
}
