import type { PixelSource } from '../image/pixels.ts';
import { channelPlane, type PlaneFilter } from './channel-plane.ts';
import { cropRects } from './crops.ts';
import {
  cellOf,
  columnWeight,
  frequencyBins,
  radialBins,
  sectorCount,
  type FrequencyBins,
} from './frequency-bins.ts';
import { mostAddedResiduals } from './median.ts';
import { RealFft2 } from './real-fft2.ts';
import { canWrap, transformSize, type Stages } from './recipe.ts';
import {
  residualAdder,
  residualFilter,
  type MedianMaker,
  type ResidualAdder,
  type ResidualFilter,
} from './residual.ts';
import { seedOf } from './seeded.ts';
import { taper, taperEnergy } from './taper.ts';
import { plainWorkbench, type Workbench, type WorkbenchMaker } from './workbench.ts';

/** Sums over some images, from which a spectrum is made. Sums of disjoint images may be added. */
export interface SpectrumSums {
  /** Images that were large enough. */
  images: number;
  /**
   * average 'residual': sizePx * sizePx residuals; 'power': the half spectrum of power (see RealFft2). A worker adds
   * residuals without fractions up in whole numbers: the same sums in a quarter of the memory.
   */
  readonly plane: Float64Array | Int16Array;
  /** average 'power': sums over images of each image's mean power by radius and by sector, and of its square. */
  readonly radial: Float64Array;
  readonly radialSquares: Float64Array;
  readonly sectors: Float64Array;
  readonly sectorSquares: Float64Array;
}

/** Sums that any others may be added to. */
export interface TotalSums extends SpectrumSums {
  readonly plane: Float64Array;
}

export function emptySums(stages: Stages): TotalSums {
  const size = transformSize(stages.sizePx);
  const length = stages.average === 'power' ? RealFft2.halfLength(size) : size * size;
  return sumsAround(new Float64Array(length), stages);
}

function sumsAround<Plane extends SpectrumSums['plane']>(plane: Plane, { average, sizePx }: Stages) {
  const size = transformSize(sizePx);
  const profiles = average === 'power';
  const bins = profiles ? radialBins(size) : 0;
  const sectors = profiles ? sectorCount : 0;
  return {
    images: 0,
    plane,
    radial: new Float64Array(bins),
    radialSquares: new Float64Array(bins),
    sectors: new Float64Array(sectors),
    sectorSquares: new Float64Array(sectors),
  };
}

/** The order of additions decides the last bits: whoever wants the same bits adds in the same order. */
export function addSums(to: TotalSums, more: SpectrumSums): void {
  to.images += more.images;
  addInto(to.plane, more.plane);
  addInto(to.radial, more.radial);
  addInto(to.radialSquares, more.radialSquares);
  addInto(to.sectors, more.sectors);
  addInto(to.sectorSquares, more.sectorSquares);
}

export function copySums(to: TotalSums, from: TotalSums): void {
  to.images = from.images;
  to.plane.set(from.plane);
  to.radial.set(from.radial);
  to.radialSquares.set(from.radialSquares);
  to.sectors.set(from.sectors);
  to.sectorSquares.set(from.sectorSquares);
}

function addInto(to: Float64Array, more: SpectrumSums['plane']): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + more[i]!;
}

/** Adds images to sums. One for many images: its scratch is made once, and nothing is allocated for an image. */
export class SumsMaker {
  readonly sizePx: number;
  readonly #stages: Stages;
  /** Where sums are whole numbers: the average is of residuals, and tiles need not be divided. */
  readonly #addWhole: ResidualAdder | null;
  readonly #residual: ResidualFilter | null;
  readonly #toPlane: PlaneFilter;
  readonly #pixels: Uint8Array<ArrayBuffer>;
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
    this.#addWhole =
      isPower || stages.crop === 'grid' ? null : residualAdder(stages.residual, wrapped, sizePx, makeMedian);
    this.#residual = this.#addWhole
      ? null
      : residualFilter(stages.residual, wrapped, sizePx, makeMedian, bench);
    this.#pixels = new Uint8Array(sizePx * sizePx * 3);
    this.#plane = new Uint8Array(sizePx * sizePx);
    this.#noise = bench?.noise ?? new Float64Array(this.#addWhole ? 0 : sizePx * sizePx);
    this.#power = isPower && bench ? new Power(stages, sizePx, bench) : null;
  }

  /** What `add` adds at most `mostAddedResiduals` images to. */
  empty(): SpectrumSums {
    return this.#addWhole
      ? sumsAround(new Int16Array(this.sizePx * this.sizePx), this.#stages)
      : emptySums(this.#stages);
  }

  /**
   * Adds an image; answers false where it is smaller than the crop. The tiles of a grid count as one image: they are
   * averaged, since tiles of one image do not tell how images differ.
   *
   * @param index of the image in its group, for random crops
   * @param to from `empty`
   * @throws RangeError where that holds `mostAddedResiduals` already and its whole numbers could run over
   */
  add(source: PixelSource, index: number, to: SpectrumSums): boolean {
    const { crop, channel, seed } = this.#stages;
    const seedHere = seedOf(seed, index);
    const rects = cropRects(source.widthPx, source.heightPx, crop, this.sizePx, seedHere);
    if (rects.length === 0) return false;
    if (to.plane instanceof Int16Array && to.images >= mostAddedResiduals)
      throw new RangeError(`sums of whole numbers take at most ${String(mostAddedResiduals)} images`);
    for (const rect of rects) {
      this.#toPlane(source.read(rect, this.#pixels).data, channel, this.#plane);
      this.#addTile(rects.length, to);
    }
    this.#power?.endImage(rects.length, to);
    to.images++;
    return true;
  }

  #addTile(tiles: number, { plane }: SpectrumSums): void {
    if (plane instanceof Int16Array) {
      this.#addWhole?.(this.#plane, plane);
      return;
    }
    this.#residual?.(this.#plane, this.#noise);
    if (this.#power) this.#power.addTile(tiles);
    else addShare(plane, this.#noise, tiles);
  }
}

function addShare(to: SpectrumSums['plane'], noise: Float64Array, tiles: number): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + noise[i]! / tiles;
}

/** The power of one image and its profiles. */
class Power {
  readonly #bench: Workbench;
  readonly #side: Float64Array;
  readonly #energy: number;
  readonly #bins: FrequencyBins;
  readonly #tiles: Float64Array;
  #count = 0;
  /** By `cellOf`. */
  readonly #cells: Float64Array;
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
    this.#cells = new Float64Array(this.#radial.length * this.#sectors.length);
  }

  /** Of the noise that lies on the workbench, one of so many. */
  addTile(tiles: number): void {
    this.#bench.transform(this.#side);
    if (tiles === 1) return;
    if (this.#count === 0) this.#tiles.set(this.#bench.power);
    else addInto(this.#tiles, this.#bench.power);
    this.#count++;
  }

  endImage(tiles: number, to: SpectrumSums): void {
    this.#count = 0;
    const { radialCounts, sectorCounts } = this.#bins;
    const byRadius = this.#radial.fill(0);
    const bySector = this.#sectors.fill(0);
    const power = tiles === 1 ? this.#bench.power : this.#tiles;
    addPower(power, 1 / (this.#energy * tiles), this.#bins, to.plane, this.#cells.fill(0));
    for (let bin = 0; bin < byRadius.length; bin++) {
      for (let sector = 0; sector < bySector.length; sector++) {
        const value = this.#cells[cellOf(bin, sector)]!;
        byRadius[bin] = byRadius[bin]! + value;
        bySector[sector] = bySector[sector]! + value;
      }
    }
    addMeans(byRadius, radialCounts, to.radial, to.radialSquares);
    addMeans(bySector, sectorCounts, to.sectors, to.sectorSquares);
  }
}

/** One pass, and one place for bin and sector together: neighbours seldom share it, so additions need not wait for each other. */
function addPower(
  power: Float64Array,
  scale: number,
  { sizePx, cell }: FrequencyBins,
  plane: SpectrumSums['plane'],
  cells: Float64Array,
): void {
  for (let v = 0, i = 0; v <= sizePx / 2; v++) {
    const weight = columnWeight(v, sizePx);
    for (let u = 0; u < sizePx; u++, i++) {
      const value = power[i]! * scale;
      plane[i] = plane[i]! + value;
      const place = cell[i]!;
      cells[place] = cells[place]! + weight * value;
    }
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
