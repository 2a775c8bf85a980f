/*
 * Where the tiles of a photograph lie: places with content that overlap little, each on another phase of JPEG's
 * 8x8 grid, so that the grid of the photograph's own JPEG cancels in a mean over its tiles.
 */
import { shuffled } from './random.mjs';

export const tilePx = 256;
export const tilesEach = 8;
/** Around a tile, so that what a generator makes of it does not show the padding at the border of its input. */
export const contextPx = 16;

const jpegBlockPx = 8;
const contentBlockPx = 16;
/** Standard deviation of luma within a block, in levels, above which it counts as content; paper stays below. */
const contentAbove = 4;
const candidatesEach = 96;

/** @typedef {{ readonly x: number, readonly y: number }} Origin top left corner of a tile in its photograph, px */
/** @typedef {{ readonly width: number, readonly height: number, readonly data: Uint8ClampedArray }} Rgba */

/**
 * @param {Rgba} photograph
 * @param {() => number} random
 * @returns {readonly Origin[]} `tilesEach`, in the order in which they were chosen
 */
export function chooseTiles(photograph, random) {
  const content = contentBlocks(photograph);
  const phasesX = shuffled(phases(), random);
  const phasesY = shuffled(phases(), random);
  /** @type {Origin[]} */
  const chosen = [];
  for (let tile = 0; tile < tilesEach; tile++) {
    const candidates = Array.from({ length: candidatesEach }, () => ({
      x: placeOnPhase(photograph.width, phasesX[tile], random),
      y: placeOnPhase(photograph.height, phasesY[tile], random),
    }));
    const worth = candidates.map((at) => contentShare(content, at) * (1 - largestOverlap(at, chosen)));
    chosen.push(candidates[worth.indexOf(Math.max(...worth))]);
  }
  return chosen;
}

function phases() {
  return Array.from({ length: tilesEach }, (_, i) => i % jpegBlockPx);
}

/** A tile's first column or row, with its context inside the photograph, congruent to `phase` modulo 8. */
function placeOnPhase(sidePx, phase, random) {
  const first = contextPx + phase;
  const last = sidePx - contextPx - tilePx;
  if (last < first) throw new Error(`a side of ${sidePx} px has no room for a tile`);
  const places = Math.floor((last - first) / jpegBlockPx) + 1;
  return first + jpegBlockPx * Math.floor(random() * places);
}

/**
 * Which blocks of the photograph hold content. Row by row; what is left at right and bottom is dropped.
 *
 * @param {Rgba} photograph
 */
function contentBlocks({ width, height, data }) {
  const columns = Math.floor(width / contentBlockPx);
  const rows = Math.floor(height / contentBlockPx);
  const holds = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = { x: column * contentBlockPx, y: row * contentBlockPx };
      holds[row * columns + column] = Number(lumaDeviation(data, width, at) > contentAbove);
    }
  }
  return { columns, holds };
}

/** Standard deviation of Rec. 601 luma in one block, in levels. */
function lumaDeviation(data, width, { x, y }) {
  let sum = 0;
  let squares = 0;
  for (let row = y; row < y + contentBlockPx; row++) {
    for (let at = 4 * (row * width + x), end = at + 4 * contentBlockPx; at < end; at += 4) {
      const luma = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
      sum += luma;
      squares += luma * luma;
    }
  }
  const pixels = contentBlockPx ** 2;
  return Math.sqrt(Math.max(0, squares / pixels - (sum / pixels) ** 2));
}

/** Share of the blocks wholly inside the tile that hold content. */
function contentShare({ columns, holds }, { x, y }) {
  const inside = (from) => [Math.ceil(from / contentBlockPx), Math.floor((from + tilePx) / contentBlockPx)];
  const [left, right] = inside(x);
  const [top, bottom] = inside(y);
  let count = 0;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) count += holds[row * columns + column];
  }
  return count / ((right - left) * (bottom - top));
}

/** The largest part of the tile that one of the others covers. */
function largestOverlap({ x, y }, others) {
  const overlap = (other) =>
    (Math.max(0, tilePx - Math.abs(x - other.x)) * Math.max(0, tilePx - Math.abs(y - other.y))) / tilePx ** 2;
  return Math.max(0, ...others.map(overlap));
}
