import type { RgbImage } from '../image/pixels.ts';
import { seededRandom } from '../spectrum/seeded.ts';

/**
 * Independent normal noise on every sample, rounded and limited to bytes. The same seed gives the same noise, whatever
 * its strength: sigma only scales it, so that a curve over sigma follows one draw.
 *
 * @param sigmaLevels standard deviation in grey levels
 * @param seed such as `seedOfHash` of the picture's hash
 */
export function withNoise(
  { widthPx, heightPx, data }: RgbImage,
  sigmaLevels: number,
  seed: number,
): RgbImage {
  const next = seededRandom(seed);
  const out = new Uint8ClampedArray(data.length);
  for (let i = 0; i < out.length; i += 2) {
    // Box and Muller: two normal numbers of two uniform ones. 1 - u, because the logarithm of 0 is none.
    const radius = sigmaLevels * Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    out[i] = data[i]! + radius * Math.cos(angle);
    if (i + 1 < out.length) out[i + 1] = data[i + 1]! + radius * Math.sin(angle);
  }
  return { widthPx, heightPx, data: new Uint8Array(out.buffer) };
}

/** The seed of a picture: the first 32 bits of its hash in hexadecimal. */
export function seedOfHash(hash: string): number {
  const seed = Number.parseInt(hash.slice(0, 8), 16);
  if (Number.isNaN(seed)) throw new RangeError(`not a hash: ${hash}`);
  return seed;
}
