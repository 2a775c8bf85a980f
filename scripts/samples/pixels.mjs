/* Pixels as codecs have them (RGBA bytes) and as the generators take them (planes of float32 in [0, 1]). */

/** @typedef {import('./tile-choice.mjs').Rgba} Rgba */

/**
 * @param {Rgba} picture
 * @param {{ readonly x: number, readonly y: number }} origin
 * @param {number} sidePx of the square
 * @returns {Rgba}
 */
export function cut({ width, data }, { x, y }, sidePx) {
  const square = new Uint8ClampedArray(4 * sidePx * sidePx);
  for (let row = 0; row < sidePx; row++) {
    const from = 4 * ((y + row) * width + x);
    square.set(data.subarray(from, from + 4 * sidePx), 4 * row * sidePx);
  }
  return { width: sidePx, height: sidePx, data: square };
}

/** @param {Rgba} picture @returns {Float32Array} [3, height, width]; alpha is dropped */
export function toPlanes({ width, height, data }) {
  const pixels = width * height;
  const planes = new Float32Array(3 * pixels);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < pixels; i++) planes[channel * pixels + i] = data[4 * i + channel] / 255;
  }
  return planes;
}

/**
 * Rounded half to even, as the reference in training does (a Uint8ClampedArray rounds so, and clips).
 *
 * @param {Float32Array} planes [3, sidePx, sidePx]
 * @param {number} sidePx
 * @returns {Rgba}
 */
export function fromPlanes(planes, sidePx) {
  const pixels = sidePx * sidePx;
  const data = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < pixels; i++) data[4 * i + channel] = Math.fround(255 * planes[channel * pixels + i]);
  }
  return { width: sidePx, height: sidePx, data };
}
