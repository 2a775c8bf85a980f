import type { PixelSource } from '../image/pixels.ts';
import { channelPlane, type PlaneFilter } from './channel-plane.ts';
import { cropRects } from './crops.ts';
import {
  columnWeight,
  frequencyBins,
  radialBins,
  sectorCount,
  type FrequencyBins,
} from './frequency-bins.ts';
import { RealFft2 } from './real-fft2.ts';
import { canWrap, transformSize, type Stages } from './recipe.ts';
import { residualFilter, type MedianMaker, type ResidualFilter } from './residual.ts';
import { seedOf } from './seeded.ts';
import { taper, taperEnergy } from './taper.ts';
import { plainWorkbench, type Workbench, type WorkbenchMaker } from './workbench.ts';

/** Sums over some images, from which a spectrum is made. Sums of disjoint images may be added. */
export interface SpectrumSums {
  /** Images that were large enough. */
  images: number;
  /** average 'residual': sizePx * sizePx residuals; 'power': the half spectrum of power (see RealFft2). */
  readonly plane: Float64Array;
  /** average 'power': sums over images of each image's mean power by radius and by sector, and of its square. */
  readonly radial: Float64Array;
  readonly radialSquares: Float64Array;
  readonly sectors: Float64Array;
  readonly sectorSquares: Float64Array;
}

export function emptySums({ average, sizePx }: Stages): SpectrumSums {
  const size = transformSize(sizePx);
  const profiles = average === 'power';
  const bins = profiles ? radialBins(size) : 0;
  const sectors = profiles ? sectorCount : 0;
  return {
    images: 0,
    plane: new Float64Array(profiles ? RealFft2.halfLength(size) : size * size),
    radial: new Float64Array(bins),
    radialSquares: new Float64Array(bins),
    sectors: new Float64Array(sectors),
    sectorSquares: new Float64Array(sectors),
  };
}

/** The order of additions decides the last bits: whoever wants the same bits adds in the same order. */
export function addSums(to: SpectrumSums, more: SpectrumSums): void {
  to.images += more.images;
  addInto(to.plane, more.plane);
  addInto(to.radial, more.radial);
  addInto(to.radialSquares, more.radialSquares);
  addInto(to.sectors, more.sectors);
  addInto(to.sectorSquares, more.sectorSquares);
}

export function copySums(to: SpectrumSums, from: SpectrumSums): void {
  to.images = from.images;
  to.plane.set(from.plane);
  to.radial.set(from.radial);
  to.radialSquares.set(from.radialSquares);
  to.sectors.set(from.sectors);
  to.sectorSquares.set(from.sectorSquares);
}

function addInto(to: Float64Array, more: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + more[i]!;
}

/** Adds images to sums. One for many images: its scratch is made once, and nothing is allocated for an image. */
export class SumsMaker {
  readonly sizePx: number;
  readonly #stages: Stages;
  readonly #residual: ResidualFilter;
  readonly #toPlane: PlaneFilter;
  readonly #plane: Uint8Array;
  readonly #noise: Float64Array;
  readonly #power: Power | null;

  constructor(
    stages: Stages,
    makeMedian: MedianMaker,
    makeWorkbench: WorkbenchMaker = plainWorkbench,
    toPlane: PlaneFilter = channelPlane,
  ) {
    this.#toPlane = toPlane;
    const sizePx = transformSize(stages.sizePx);
    const wrapped = stages.subtraction === 'wrapped' && canWrap(stages.residual);
    const isPower = stages.average === 'power';
    const bench = isPower || stages.residual === 'wavelet' ? makeWorkbench(sizePx) : null;
    this.sizePx = sizePx;
    this.#stages = stages;
    this.#residual = residualFilter(stages.residual, wrapped, sizePx, makeMedian, bench);
    this.#plane = new Uint8Array(sizePx * sizePx);
    this.#noise = bench?.noise ?? new Float64Array(sizePx * sizePx);
    this.#power = isPower && bench ? new Power(stages, sizePx, bench) : null;
  }

  /**
   * Adds an image; answers false where it is smaller than the crop. The tiles of a grid count as one image: they are
   * averaged, since tiles of one image do not tell how images differ.
   *
   * @param index of the image in its group, for random crops
   */
  add(source: PixelSource, index: number, to: SpectrumSums): boolean {
    const { crop, channel, seed } = this.#stages;
    const seedHere = seedOf(seed, index);
    const rects = cropRects(source.widthPx, source.heightPx, crop, this.sizePx, seedHere);
    if (rects.length === 0) return false;
    const noise = this.#noise;
    for (const rect of rects) {
      this.#toPlane(source.read(rect).data, channel, this.#plane);
      this.#residual(this.#plane, noise);
      if (this.#power) this.#power.addTile();
      else addShare(to.plane, noise, rects.length);
    }
    this.#power?.endImage(rects.length, to);
    to.images++;
    return true;
  }
}

function addShare(to: Float64Array, noise: Float64Array, tiles: number): void {
  if (tiles === 1) addInto(to, noise);
  else for (let i = 0; i < to.length; i++) to[i] = to[i]! + noise[i]! / tiles;
}

/** The power of one image and its profiles. */
class Power {
  readonly #bench: Workbench;
  readonly #side: Float64Array;
  readonly #energy: number;
  readonly #bins: FrequencyBins;
  readonly #tiles: Float64Array;
  #count = 0;
  /** One longer than the sums: the last gathers what belongs to no bin. */
  readonly #radial: Float64Array;
  readonly #sectors: Float64Array;

  constructor({ window }: Stages, sizePx: number, bench: Workbench) {
    this.#bench = bench;
    this.#side = taper(window, sizePx);
    this.#energy = taperEnergy(this.#side);
    this.#bins = frequencyBins(sizePx);
    this.#tiles = new Float64Array(RealFft2.halfLength(sizePx));
    this.#radial = new Float64Array(radialBins(sizePx) + 1);
    this.#sectors = new Float64Array(sectorCount + 1);
  }

  /** Of the noise that lies on the workbench. */
  addTile(): void {
    this.#bench.transform(this.#side);
    // The first tile needs no addition.
    if (this.#count === 0) this.#tiles.set(this.#bench.power);
    else addInto(this.#tiles, this.#bench.power);
    this.#count++;
  }

  endImage(tiles: number, to: SpectrumSums): void {
    this.#count = 0;
    const { sizePx, radial, sector, radialCounts, sectorCounts } = this.#bins;
    const byRadius = this.#radial.fill(0);
    const bySector = this.#sectors.fill(0);
    const { plane } = to;
    const power = this.#tiles;
    const scale = 1 / (this.#energy * tiles);
    for (let v = 0, i = 0; v <= sizePx / 2; v++) {
      const weight = columnWeight(v, sizePx);
      for (let u = 0; u < sizePx; u++, i++) {
        const value = power[i]! * scale;
        plane[i] = plane[i]! + value;
        const bin = radial[i]!;
        byRadius[bin] = byRadius[bin]! + weight * value;
        const place = sector[i]!;
        bySector[place] = bySector[place]! + weight * value;
      }
    }
    addMeans(byRadius, radialCounts, to.radial, to.radialSquares);
    addMeans(bySector, sectorCounts, to.sectors, to.sectorSquares);
  }
}

function addMeans(
  totals: Float64Array,
  counts: Float64Array,
  sums: Float64Array,
  squares: Float64Array,
): void {
  for (let k = 0; k < sums.length; k++) {
    const mean = counts[k] === 0 ? 0 : totals[k]! / counts[k]!;
    sums[k] = sums[k]! + mean;
    squares[k] = squares[k]! + mean * mean;
  }
}
