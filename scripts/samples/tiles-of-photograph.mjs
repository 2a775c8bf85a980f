/* One photograph: its tiles, and each of them as every simulated generator gives it back. */
import { readFile } from 'node:fs/promises';
import { decodeJpeg } from './codecs.mjs';
import { photographPath } from './photographs.mjs';
import { cut } from './pixels.mjs';
import { randomNamed } from './random.mjs';
import { chooseTiles, contextPx, tilePx } from './tile-choice.mjs';

/** Another one draws other tiles. */
export const seed = 1;
/** Folder of the tiles that no generator touched. */
export const realFolder = 'real';

/** @typedef {import('./tile-choice.mjs').Rgba} Rgba */

/** @param {string} id of a photograph */
export async function openPhotograph(id) {
  const photograph = await decodeJpeg(await readFile(photographPath(id)));
  return { photograph, origins: chooseTiles(photograph, randomNamed(`tiles/${seed}/${id}`)) };
}

/**
 * The tile of the photograph, then that of each generator. A generator gets the tile with its surroundings, whose
 * width is a multiple of every decoder's factor: its grid starts at the first pixel of the tile.
 *
 * @param {Rgba} photograph
 * @param {{ readonly x: number, readonly y: number }} origin
 * @param {ReadonlyMap<string, (picture: Rgba) => Promise<Rgba>>} generators by id
 * @returns {AsyncGenerator<{ folder: string, tile: Rgba }>}
 */
export async function* versionsOf(photograph, origin, generators) {
  yield { folder: realFolder, tile: cut(photograph, origin, tilePx) };
  const surrounded = { x: origin.x - contextPx, y: origin.y - contextPx };
  const input = cut(photograph, surrounded, tilePx + 2 * contextPx);
  for (const [folder, reconstruct] of generators) {
    const output = await reconstruct(input);
    yield { folder, tile: cut(output, { x: contextPx, y: contextPx }, tilePx) };
  }
}
