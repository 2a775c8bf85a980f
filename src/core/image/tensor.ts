export type ChannelValues = readonly [red: number, green: number, blue: number];

/**
 * Contract step 4: crops of RGB bytes (count x sizePx x sizePx x 3) to float32 planes [count, 3, sizePx, sizePx]
 * of (value / 255 - mean) / std. Each operation is rounded to float32, as numpy does it. Throws RangeError where
 * the number of bytes does not fit. @param rescaleFactor what takes the place of / 255
 */
export function toTensor(
  crops: Uint8Array,
  count: number,
  sizePx: number,
  mean: ChannelValues,
  std: ChannelValues,
  rescaleFactor?: number,
): Float32Array<ArrayBuffer> {
  const plane = sizePx * sizePx;
  if (crops.length !== count * plane * 3) {
    throw new RangeError(
      `${count} crops of ${sizePx} px need ${count * plane * 3} bytes, got ${crops.length}`,
    );
  }
  const tables = [0, 1, 2].map((channel) => normalised(mean[channel] ?? 0, std[channel] ?? 1, rescaleFactor));
  const tensor = new Float32Array(crops.length);
  for (let n = 0; n < count; n++) {
    tables.forEach((table, channel) => {
      const to = (n * 3 + channel) * plane;
      const from = n * plane * 3 + channel;
      for (let i = 0; i < plane; i++) tensor[to + i] = table[crops[from + i * 3]!]!;
    });
  }
  return tensor;
}

/** What each byte becomes; 256 divisions stand in for one a pixel. */
function normalised(mean: number, std: number, rescaleFactor?: number): Float32Array {
  const [mean32, std32] = [Math.fround(mean), Math.fround(std)];
  const rescaled = (value: number): number =>
    Math.fround(rescaleFactor === undefined ? value / 255 : value * rescaleFactor);
  return Float32Array.from({ length: 256 }, (_, value) => {
    const centred = Math.fround(rescaled(value) - mean32);
    return centred / std32;
  });
}
