import type { ModelCard } from './model-card.ts';

/**
 * The bytes of the self-test tensor 'triangle-hash-1' (docs/detector-contract.md): integers only, so that every
 * language makes the same picture. Planes in order n, c, y, x.
 */
export function selfTestBytes(shape: readonly [number, number, number, number]): Uint8Array {
  const [images, channels, height, width] = shape;
  const bytes = new Uint8Array(images * channels * height * width);
  let i = 0;
  for (let n = 0; n < images; n++) {
    for (let c = 0; c < channels; c++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++, i++) {
          // Math.imul keeps the low 32 bits of the product exactly; a double would round it.
          const noise = Math.imul(i, 2654435761) >>> 27;
          const t = (x * (c + 1) + y * (n + 2)) % 256;
          const triangle = t < 128 ? 2 * t : 511 - 2 * t;
          bytes[i] = Math.min(255, Math.floor((triangle * 7) / 8) + noise);
        }
      }
    }
  }
  return bytes;
}

/** The self-test tensor as the network takes it: float32 NCHW, (byte / 255 - mean) / std. */
export function selfTestTensor(card: ModelCard): Float32Array<ArrayBuffer> {
  return patternTensor(card.selfTest.shape, card.preprocessing);
}

/** 'triangle-hash-1' in any shape, normalised. */
export function patternTensor(
  shape: readonly [number, number, number, number],
  { mean, std }: Pick<ModelCard['preprocessing'], 'mean' | 'std'>,
): Float32Array<ArrayBuffer> {
  const bytes = selfTestBytes(shape);
  const plane = shape[2] * shape[3];
  return Float32Array.from(bytes, (byte, i) => {
    const channel = Math.floor(i / plane) % 3;
    return (byte / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
  });
}

/** How far a backend's answer to the self-test tensor is from what the card holds, both outputs together. */
export function selfTestDriftOf(
  { selfTest }: Pick<ModelCard, 'selfTest'>,
  found: { readonly logits: ArrayLike<number>; readonly familyLogits: ArrayLike<number> | null },
): number {
  const ofLogits = drift(selfTest.logits, found.logits);
  const { familyLogits } = selfTest;
  return familyLogits ? Math.max(ofLogits, drift(familyLogits, found.familyLogits ?? [])) : ofLogits;
}

/** Largest |found - expected|; Infinity when a value is missing or not finite. */
export function drift(expected: readonly number[], found: ArrayLike<number>): number {
  if (expected.length !== found.length) return Infinity;
  return expected.reduce((worst, value, i) => {
    const difference = Math.abs(value - (found[i] ?? NaN));
    return Number.isFinite(difference) ? Math.max(worst, difference) : Infinity;
  }, 0);
}
