import { channelPlane, weightsOf } from '../core/spectrum/channel-plane.ts';
import { channelModule, type ChannelExports } from '../core/spectrum/channel-wasm.ts';
import type { Channel } from '../core/spectrum/recipe.ts';
import { placesInOrder, wasmFunctions, wasmMemory } from './wasm-instance.ts';

/** Pixels that go through at once; enough that copying them is what takes longest. */
const bandPixels = 1 << 16;

type Band = (rgb: Uint8Array, out: Uint8Array) => void;

const bands = new Map<Channel, Band | null>();

/** `channelPlane`, byte by byte, by WebAssembly with SIMD where the browser has it and no weight is negative. */
export function fastChannelPlane(rgb: Uint8Array, channel: Channel, out: Uint8Array): void {
  const band = bandFor(channel);
  if (!band) {
    channelPlane(rgb, channel, out);
    return;
  }
  for (let from = 0; from < out.length; from += bandPixels) {
    const to = Math.min(out.length, from + bandPixels);
    band(rgb.subarray(3 * from, 3 * to), out.subarray(from, to));
  }
}

function bandFor(channel: Channel): Band | null {
  const known = bands.get(channel);
  if (known !== undefined) return known;
  let made: Band | null = null;
  try {
    made = makeBand(channel);
  } catch {
    // No WebAssembly, or no SIMD.
  }
  bands.set(channel, made);
  return made;
}

function makeBand(channel: Channel): Band | null {
  const weights = weightsOf[channel];
  if (!weights || Math.min(weights.red, weights.green, weights.blue) < 0) return null;
  const place = placesInOrder();
  const rgbAt = place(bandPixels * 3, 1);
  const outAt = place(bandPixels, 1);
  const memory = wasmMemory(place(0));
  const wasm = wasmFunctions(channelModule(weights), memory) as ChannelExports;
  const held = new Uint8Array(memory.buffer);
  return (rgb, out) => {
    held.set(rgb, rgbAt);
    wasm.plane(rgbAt, outAt, out.length);
    out.set(held.subarray(outAt, outAt + out.length));
  };
}
