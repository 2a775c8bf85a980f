import type { FilterName } from './kernels.ts';
import type { PixelSource, RgbImage } from './pixels.ts';
import { resizeWindow } from './resample.ts';

/** Steps 1 to 3 of a detector's preprocessing (docs/detector-contract.md). */
export interface CropPlan {
  readonly shrink: { readonly maxSidePx: number; readonly filter: FilterName } | null;
  readonly crops: {
    readonly sizePx: number;
    readonly anchors: Anchors;
    /** Further looks at the picture in other sizes, each after the ones before it. */
    readonly rescaled?: readonly Rescaled[] | undefined;
  };
}

/** Where crops lie: 0 at the left or top end of the free play, 1 at the right or bottom end. */
type Anchors = readonly (readonly [x: number, y: number])[];

interface Rescaled {
  /** Sides by those of the shrunk picture. */
  readonly scale: number;
  readonly filter: FilterName;
  /** Where the shorter side becomes less than this, nothing is looked at in this size. */
  readonly leastSidePx: number;
  readonly anchors: Anchors;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Where a crop lies, and in which size of the picture. */
export interface CropPlace extends Position {
  /** Before padding. */
  readonly resizedWidthPx: number;
  readonly resizedHeightPx: number;
}

export interface Crops {
  /** count x sizePx x sizePx x 3 bytes, RGB interleaved. */
  readonly crops: Uint8Array;
  readonly count: number;
  /** How many of them, the first, are of the shrunk picture itself. */
  readonly firstCount: number;
  /** Top left corners in the resized and padded picture. */
  readonly places: readonly CropPlace[];
  readonly shrunkWidthPx: number;
  readonly shrunkHeightPx: number;
}

/** Contract step 1: the size after shrinking to a longest side of `maxSidePx`. Never enlarges. */
export function shrunkSize(widthPx: number, heightPx: number, maxSidePx: number): [number, number] {
  const longest = Math.max(widthPx, heightPx);
  if (longest <= maxSidePx) return [widthPx, heightPx];
  const scale = maxSidePx / longest;
  const shrunk = (side: number) => Math.max(1, Math.floor(side * scale + 0.5));
  return [shrunk(widthPx), shrunk(heightPx)];
}

/**
 * Contract step 3: top left corners of the crops in the padded picture, equal ones removed (the first is kept).
 * `widthPx` and `heightPx` are those before padding; the padded picture is at least `sizePx` on each side.
 */
export function cropPositions(
  widthPx: number,
  heightPx: number,
  sizePx: number,
  anchors: Anchors,
): Position[] {
  const playX = Math.max(0, widthPx - sizePx);
  const playY = Math.max(0, heightPx - sizePx);
  const distinct = new Map<string, Position>();
  for (const [anchorX, anchorY] of anchors) {
    const x = Math.floor(anchorX * playX + 0.5);
    const y = Math.floor(anchorY * playY + 0.5);
    const key = `${x},${y}`;
    if (!distinct.has(key)) distinct.set(key, { x, y });
  }
  return [...distinct.values()];
}

/**
 * Index inside a line of `length` samples that position `i`, which may lie outside, mirrors: without repeating
 * the edge sample, as often as needed, like `numpy.pad(mode='reflect')`. A single sample repeats.
 */
export function mirrored(i: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const folded = ((i % period) + period) % period;
  return folded < length ? folded : period - folded;
}

/** Contract step 1b: the size of a further look, or null where the picture would become too small for it. */
export function rescaledSize(
  widthPx: number,
  heightPx: number,
  { scale, leastSidePx }: Pick<Rescaled, 'scale' | 'leastSidePx'>,
): [number, number] | null {
  const scaled = (side: number) => Math.floor(side * scale + 0.5);
  const size: [number, number] = [scaled(widthPx), scaled(heightPx)];
  return Math.min(...size) < leastSidePx ? null : size;
}

/**
 * Shrinks, pads and crops a picture as the contract says. Only what lies under the crops is read and filtered;
 * the result equals resizing the whole picture first.
 */
export function readCrops(source: PixelSource, plan: CropPlan): Crops {
  const { sizePx } = plan.crops;
  const looks = looksAt(source, plan);
  const pieces = looks.flatMap((look) =>
    cropPositions(...look.size, sizePx, look.anchors).map((at) => ({ at, look })),
  );
  const cropBytes = sizePx * sizePx * 3;
  const crops = new Uint8Array(pieces.length * cropBytes);
  pieces.forEach(({ at, look: { size, filter } }, n) => {
    const [left, top] = size.map((side) => Math.floor(Math.max(0, sizePx - side) / 2)) as [number, number];
    const square = { x: at.x - left, y: at.y - top, sizePx };
    readSquare(source, size, filter, square, crops.subarray(n * cropBytes));
  });
  const [shrunkWidthPx, shrunkHeightPx] = looks[0].size;
  return {
    crops,
    count: pieces.length,
    firstCount: pieces.filter(({ look }) => look === looks[0]).length,
    places: pieces.map(({ at, look: { size } }) => ({
      ...at,
      resizedWidthPx: size[0],
      resizedHeightPx: size[1],
    })),
    shrunkWidthPx,
    shrunkHeightPx,
  };
}

interface Look {
  readonly size: readonly [widthPx: number, heightPx: number];
  readonly filter: FilterName;
  readonly anchors: Anchors;
}

/** The sizes in which a picture is looked at, each made from the picture itself: the shrunk one, then the others. */
function looksAt({ widthPx, heightPx }: PixelSource, { shrink, crops }: CropPlan): [Look, ...Look[]] {
  const size = shrink ? shrunkSize(widthPx, heightPx, shrink.maxSidePx) : ([widthPx, heightPx] as const);
  const further = (crops.rescaled ?? []).flatMap((look) => {
    const rescaled = rescaledSize(...size, look);
    return rescaled ? [{ size: rescaled, filter: look.filter, anchors: look.anchors }] : [];
  });
  // Without a shrink the size stays, so no filter is ever applied.
  return [{ size, filter: shrink?.filter ?? 'box', anchors: crops.anchors }, ...further];
}

interface Square {
  /** Top left corner; where the square leaves the picture, the picture is continued by mirroring. */
  readonly x: number;
  readonly y: number;
  readonly sizePx: number;
}

/** One square of the picture resized to `size`, as RGB bytes into `out`; only what lies under it is read. */
export function readSquare(
  source: PixelSource,
  [widthPx, heightPx]: readonly [widthPx: number, heightPx: number],
  filter: FilterName,
  { x, y, sizePx }: Square,
  out: Uint8Array,
): void {
  const columns = mirroredRange(x, sizePx, widthPx);
  const rows = mirroredRange(y, sizePx, heightPx);
  const window = { x: columns.first, y: rows.first, widthPx: columns.span, heightPx: rows.span };
  const image = resizeWindow(source, widthPx, heightPx, filter, window);
  gather(image, columns.indices, rows.indices, out);
}

interface Range {
  readonly first: number;
  readonly span: number;
  /** For each of the crop's positions, which sample of first..first + span it takes. */
  readonly indices: readonly number[];
}

function mirroredRange(start: number, sizePx: number, length: number): Range {
  const sources = Array.from({ length: sizePx }, (_, i) => mirrored(start + i, length));
  const first = Math.min(...sources);
  return { first, span: Math.max(...sources) - first + 1, indices: sources.map((i) => i - first) };
}

function gather(image: RgbImage, columns: readonly number[], rows: readonly number[], out: Uint8Array): void {
  let to = 0;
  for (const row of rows) {
    const rowStart = row * image.widthPx;
    for (const column of columns) {
      const from = (rowStart + column) * 3;
      out[to++] = image.data[from]!;
      out[to++] = image.data[from + 1]!;
      out[to++] = image.data[from + 2]!;
    }
  }
}
