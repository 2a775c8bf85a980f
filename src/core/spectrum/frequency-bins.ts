/*
 * Which radial bin and which angular sector each frequency of a half spectrum (see RealFft2) belongs to.
 */

/** Half a turn is all there is: the spectrum of a real image is the same at opposite frequencies. */
export const sectorCount = 16;

/** Sectors take frequencies from here to Nyquist, in cycles/px: below, the content of pictures outshouts the rest. */
export const sectorsFrom = 0.1;

export interface FrequencyBins {
  readonly sizePx: number;
  /** Bin k = 0 ... sizePx / 2 is centred on k / sizePx cycles/px; the corners beyond Nyquist are in `radialBins`. */
  readonly radial: Uint16Array;
  readonly sector: Uint8Array;
  /** Both as one number, `cellOf`: what lies in a bin and in a sector is added up once. */
  readonly cell: Uint16Array;
  /** How many frequencies of the whole plane lie in each. */
  readonly radialCounts: Float64Array;
  readonly sectorCounts: Float64Array;
}

/** How many bins there are, and the one behind the last, which takes what belongs nowhere so that loops need no branch. */
export function radialBins(sizePx: number): number {
  return sizePx / 2 + 1;
}

export function cellOf(bin: number, sector: number): number {
  return bin * (sectorCount + 1) + sector;
}

const known = new Map<number, FrequencyBins>();

/** Worked out once a size: a picture is finished after 10, 30, 100 ... images, and nobody writes to them. */
export function frequencyBins(sizePx: number): FrequencyBins {
  const bins = known.get(sizePx) ?? makeBins(sizePx);
  known.set(sizePx, bins);
  return bins;
}

function makeBins(sizePx: number): FrequencyBins {
  const half = sizePx / 2;
  const nowhere = radialBins(sizePx);
  const radial = new Uint16Array((half + 1) * sizePx);
  const sector = new Uint8Array(radial.length);
  const cell = new Uint16Array(radial.length);
  const radialCounts = new Float64Array(nowhere + 1);
  const sectorCounts = new Float64Array(sectorCount + 1);
  for (let v = 0, i = 0; v <= half; v++) {
    for (let row = 0; row < sizePx; row++, i++) {
      const u = row < half ? row : row - sizePx;
      const radius = Math.hypot(u, v);
      radial[i] = Math.min(nowhere, Math.round(radius));
      const inside = radius >= sectorsFrom * sizePx && radius <= half;
      sector[i] = inside ? sectorOf(u, v) : sectorCount;
      cell[i] = cellOf(radial[i]!, sector[i]!);
      const weight = columnWeight(v, sizePx);
      radialCounts[radial[i]!]! += weight;
      sectorCounts[sector[i]!]! += weight;
    }
  }
  return { sizePx, radial, sector, cell, radialCounts, sectorCounts };
}

/** How many frequencies of the whole plane a column of the half spectrum stands for. */
export function columnWeight(v: number, sizePx: number): 1 | 2 {
  return v === 0 || v === sizePx / 2 ? 1 : 2;
}

/** Sector 0 is centred on the horizontal frequencies (vertical stripes), sector 8 on the vertical ones. */
function sectorOf(u: number, v: number): number {
  const turn = Math.atan2(u, v) / Math.PI;
  return (Math.round(turn * sectorCount) + sectorCount) % sectorCount;
}
