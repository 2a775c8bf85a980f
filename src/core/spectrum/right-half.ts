/*
 * A spectrum as its right half, which is all of it: rows top to bottom with DC in the middle row, columns
 * v = 0 ... sizePx / 2. What NumPy calls fftshift(abs(rfft2(x)) ** 2, axes=0).
 */

/** @param power the whole plane, DC in the middle; (sizePx) rows of (sizePx / 2 + 1) come out */
export function rightHalf(power: ArrayLike<number>, sizePx: number): Float32Array<ArrayBuffer> {
  const middle = sizePx / 2;
  const columns = middle + 1;
  const out = new Float32Array(sizePx * columns);
  for (let y = 0; y < sizePx; y++) {
    for (let v = 0; v < middle; v++) out[y * columns + v] = power[y * sizePx + middle + v]!;
    // The plane has -Nyquist, whose opposite is +Nyquist.
    out[y * columns + middle] = power[((sizePx - y) % sizePx) * sizePx]!;
  }
  return out;
}

/** The whole plane from its right half: opposite frequencies have the same power. */
export function wholePlane(half: ArrayLike<number>, sizePx: number): Float32Array<ArrayBuffer> {
  const middle = sizePx / 2;
  const columns = middle + 1;
  const out = new Float32Array(sizePx * sizePx);
  for (let y = 0; y < sizePx; y++) {
    const opposite = ((sizePx - y) % sizePx) * columns;
    for (let x = 0; x < sizePx; x++) {
      out[y * sizePx + x] = x < middle ? half[opposite + middle - x]! : half[y * columns + x - middle]!;
    }
  }
  return out;
}

/** As RealFft2 keeps it: column by column, DC first. */
export function halfSpectrum(half: ArrayLike<number>, sizePx: number): Float64Array {
  const middle = sizePx / 2;
  const columns = middle + 1;
  const out = new Float64Array(sizePx * columns);
  for (let v = 0; v < columns; v++) {
    for (let u = 0; u < sizePx; u++) {
      out[v * sizePx + u] = half[((u + middle) % sizePx) * columns + v]!;
    }
  }
  return out;
}
