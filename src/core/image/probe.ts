export const probeSidePx = 32;

/**
 * An opaque RGBA picture, probeSidePx on each side, in which every channel takes every byte value four times.
 * The worker draws it and reads it back. Browsers that guard against fingerprinting (Firefox with
 * resistFingerprinting, Brave, Safari in private windows) change pixels read from a canvas, by a level here and
 * there: a detector of faint traces must not judge such pixels. The values are scattered, because some of these
 * guards leave smooth or uniform areas alone. Opaque, because canvases keep colours premultiplied by alpha, and
 * reading those back is inexact in every browser.
 */
export function probePattern(): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(probeSidePx * probeSidePx * 4);
  for (let i = 0; i < probeSidePx * probeSidePx; i++) {
    // Odd factors permute the 256 byte values.
    rgba.set([(i * 167 + 13) & 255, (i * 59 + 101) & 255, (i * 211 + 197) & 255, 255], i * 4);
  }
  return rgba;
}

/** Whether two pictures hold the same bytes. */
export function pixelsEqual(a: Uint8Array | Uint8ClampedArray, b: Uint8Array | Uint8ClampedArray): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
