import { moduleOf } from '../wasm/wasm-bytes.ts';
import {
  binary,
  constant,
  get,
  i32,
  join,
  loop,
  pair,
  set,
  shift,
  shuffled,
  unary,
} from '../wasm/wasm-code.ts';
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

const lowOfBytes = unary(0x89, 0x01);
const highOfBytes = unary(0x8a, 0x01);
const lowProduct = binary(0xbe, 0x01);
const highProduct = binary(0xbf, 0x01);
const shiftRight = shift(0xad, 0x01);
const add = binary(0xae, 0x01);
const toI16 = binary(0x85, 0x01);
const toBytes = binary(0x66);

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
  const part = (half: typeof lowOfBytes, product: typeof lowProduct) =>
    shiftRight(
      colours
        .map((_, n) => product(half(get(firstColour + n)), weight(n)))
        .reduce((sum, each) => add(sum, each), rounding),
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
        set(firstPart, toI16(part(lowOfBytes, lowProduct), part(lowOfBytes, highProduct))),
        set(firstPart + 1, toI16(part(highOfBytes, lowProduct), part(highOfBytes, highProduct))),
        pair.store(i32.add(get(out), get(x)), toBytes(get(firstPart), get(firstPart + 1))),
        set(rgb, i32.add(get(rgb), i32.const(3 * pixelsAtOnce))),
      ),
    ),
  });
}
