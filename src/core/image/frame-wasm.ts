import { moduleOf } from '../wasm/wasm-bytes.ts';
import {
  constant,
  get,
  i16x8,
  i32,
  i32x4,
  join,
  loop,
  pair,
  set,
  shuffled,
  type Code,
} from '../wasm/wasm-code.ts';

/*
 * The loops of `planarSource` and `packedSource` as WebAssembly with SIMD: 16 pixels at once, the same integers.
 *
 *   memory  imported as env.memory
 *   planar  (luma, blueNear, blueFar, redNear, redFar, out, chromaWidth): one row; chromaWidth is at least 3
 *   packed  (from, out, bytes): one row of four bytes a pixel
 *
 * All are addresses and lengths in bytes. Rows are read and written up to the next multiple of 16 pixels.
 */

export interface FrameExports {
  planar(
    luma: number,
    blueNear: number,
    blueFar: number,
    redNear: number,
    redFar: number,
    out: number,
    chromaWidth: number,
  ): void;
  packed(from: number, out: number, bytes: number): void;
}

/** How far reading and writing may go beyond a row, in bytes. */
export const frameSlack = 64;

const eight = (value: number) => constant(new Int16Array(8).fill(value));
const half = constant(new Int32Array(4).fill(1 << 15));

/** @param sums address of two lines for the sums of near and far chroma, `lineBytes` each: 2 bytes a sample and slack */
export function frameModule(sums: number, lineBytes: number, isBlueFirst: boolean): Uint8Array<ArrayBuffer> {
  return moduleOf(
    { name: 'planar', parameters: 7, numbers: 2, vectors: 10, code: planarCode(sums, lineBytes) },
    { name: 'packed', parameters: 3, numbers: 1, vectors: 0, code: packedCode(isBlueFirst) },
  );
}

function planarCode(sums: number, lineBytes: number): number[] {
  const [luma, blueNear, blueFar, redNear, redFar, out, width, x, at] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
  const [near, far, here, even, odd, blue, red, r, g, b] = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18] as const;

  /** 3 near + far of 16 samples into a line, which begins with a sample more. */
  const sumInto = (line: number, nearAt: number, farAt: number) => {
    const weighted = (part: (bytes: Code) => number[]) =>
      i16x8.add(i16x8.add(i16x8.add(part(get(near)), part(get(near))), part(get(near))), part(get(far)));
    return join(
      set(near, pair.load(i32.add(get(nearAt), get(x)))),
      set(far, pair.load(i32.add(get(farAt), get(x)))),
      set(at, i32.add(get(x), get(x))),
      pair.store(get(at), weighted(i16x8.lowOfBytes), line + 2),
      pair.store(get(at), weighted(i16x8.highOfBytes), line + 18),
    );
  };
  const endsOf = (line: number) => {
    const last = i32.add(get(width), get(width));
    return join(
      i32.store16(i32.const(0), i32.load16(i32.const(0), line + 2), line),
      i32.store16(last, i32.load16(last, line), line + 2),
    );
  };
  const lines = [sums, sums + lineBytes] as const;
  const prepare = join(
    loop(x, 16, get(width), join(sumInto(lines[0], blueNear, blueFar), sumInto(lines[1], redNear, redFar))),
    ...lines.map(endsOf),
  );

  /** 8 samples of chroma, less 128, as 16 in `even` and `odd`, in order; `at` is twice the first sample's place. */
  const upsample = (line: number) =>
    join(
      set(here, pair.load(get(at), line + 2)),
      set(here, i16x8.add(i16x8.add(get(here), get(here)), get(here))),
      set(even, i16x8.shiftRight(i16x8.add(i16x8.add(get(here), pair.load(get(at), line)), eight(8)), 4)),
      set(odd, i16x8.shiftRight(i16x8.add(i16x8.add(get(here), pair.load(get(at), line + 4)), eight(7)), 4)),
      set(here, i16x8.sub(words(get(even), get(odd), 0), eight(128))),
      set(odd, i16x8.sub(words(get(even), get(odd), 4), eight(128))),
    );
  // Constants beyond 16 bits, less what is a whole multiple of 65536: 91881 = 65536 + 26345 and so on.
  const scaled = (value: Code, factor: number) =>
    i16x8.fromI32(
      i32x4.shiftRight(i32x4.add(i32x4.lowProduct(value, eight(factor)), half), 16),
      i32x4.shiftRight(i32x4.add(i32x4.highProduct(value, eight(factor)), half), 16),
    );
  const greenFactors = constant(Int16Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? -22554 : 18734)));
  const green = (part: 0 | 4) =>
    i32x4.shiftRight(i32x4.add(i32x4.dot(words(get(blue), get(red), part), greenFactors), half), 16);
  /** What 8 samples of chroma add to red, green and blue. */
  const added = join(
    set(r, i16x8.add(get(red), scaled(get(red), 26345))),
    set(g, i16x8.sub(i16x8.fromI32(green(0), green(4)), get(red))),
    set(b, i16x8.add(i16x8.add(get(blue), get(blue)), scaled(get(blue), -14942))),
  );
  // The first 8 pixels wait as 16-bit colours in near, far and even, until the other 8 are there.
  const eightPixels = (bytes: (value: Code) => number[]) => {
    const y = bytes(pair.load(i32.add(get(luma), get(at))));
    return [r, g, b].map((colour) => set(colour, i16x8.add(get(colour), y)));
  };
  const pixels = join(
    set(at, get(x)),
    upsample(lines[1]),
    set(near, get(here)),
    set(far, get(odd)),
    upsample(lines[0]),
    set(b, get(odd)),
    ...[set(blue, get(here)), set(red, get(near)), set(near, get(b)), added],
    ...eightPixels(i16x8.lowOfBytes),
    // near: blue of the other eight, far: their red.
    ...[set(blue, get(near)), set(red, get(far))],
    ...[set(near, get(r)), set(far, get(g)), set(even, get(b)), added],
    ...eightPixels(i16x8.highOfBytes),
    set(r, i16x8.toBytes(get(near), get(r))),
    set(g, i16x8.toBytes(get(far), get(g))),
    set(b, i16x8.toBytes(get(even), get(b))),
    set(at, i32.add(get(out), i32.mul(get(x), i32.const(3)))),
    ...[0, 1, 2].map((n) => pair.store(get(at), interleaved(get(r), get(g), get(b), n), 16 * n)),
  );
  return join(prepare, loop(x, 16, i32.add(get(width), get(width)), pixels));
}

/** Words of a and b in turn, from the given one on. */
function words(a: Code, b: Code, first: 0 | 4): number[] {
  const places = [0, 1, 2, 3].flatMap((n) => {
    const at = 2 * (first + n);
    return [at, at + 1, 16 + at, 17 + at];
  });
  return shuffled(a, b, places);
}

/** Bytes 16 n ... 16 n + 15 of red, green and blue in turn. */
function interleaved(r: Code, g: Code, b: Code, n: number): number[] {
  const from = Array.from({ length: 16 }, (_, i) => ({
    channel: (16 * n + i) % 3,
    pixel: Math.floor((16 * n + i) / 3),
  }));
  const redGreen = shuffled(
    r,
    g,
    from.map(({ channel, pixel }) => (channel === 2 ? 0 : 16 * channel + pixel)),
  );
  return shuffled(
    redGreen,
    b,
    from.map(({ channel, pixel }, i) => (channel === 2 ? 16 + pixel : i)),
  );
}

function packedCode(isBlueFirst: boolean): number[] {
  const [from, out, bytes, x] = [0, 1, 2, 3] as const;
  const order = isBlueFirst ? [2, 1, 0] : [0, 1, 2];
  const source = i32.add(get(from), get(x));
  /** 16 of the 48 bytes, from two of the four vectors. */
  const part = (n: number) => {
    const places = Array.from({ length: 16 }, (_, i) => {
      const byte = 16 * n + i;
      return 4 * Math.floor(byte / 3) + (order[byte % 3] ?? 0) - 16 * n;
    });
    return pair.store(
      get(out),
      shuffled(pair.load(source, 16 * n), pair.load(source, 16 * n + 16), places),
      16 * n,
    );
  };
  return loop(x, 64, get(bytes), join(part(0), part(1), part(2), set(out, i32.add(get(out), i32.const(48)))));
}
