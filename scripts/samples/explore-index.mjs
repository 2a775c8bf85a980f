/* The table of the built-in data set, so that a page can open it over HTTP without listing folders. */
import { credit, photographSource, photographs } from './photographs.mjs';
import { tilePx } from './tile-choice.mjs';
import { realFolder, seed } from './tiles-of-photograph.mjs';

/**
 * @typedef {object} Row one tile
 * @property {string} path below the data set's folder
 * @property {string} generator id, or `real`
 * @property {string} class id of the photograph
 * @property {number} bytes
 * @property {number} x first column of the tile in its photograph
 * @property {number} y first row
 */

/**
 * One column a fact, one entry a tile, by generator (real first), class and number.
 *
 * @param {readonly Row[]} rows in any order
 * @param {readonly { readonly id: string, readonly name: string }[]} cards of the generators
 */
export function exploreIndex(rows, cards) {
  const folders = [realFolder, ...cards.map(({ id }) => id)];
  const classes = photographs.map(({ id }) => id);
  const place = (row) => folders.indexOf(row.generator) * classes.length + classes.indexOf(row.class);
  const sorted = [...rows].sort((a, b) => place(a) - place(b) || (a.path < b.path ? -1 : 1));
  return {
    schemaVersion: 1,
    name: 'Built-in tiles',
    licence: 'CC0-1.0',
    seed,
    generators: cards.map(({ id, name }) => ({ id, name })),
    classes: photographs.map(({ id, title, caption }) => ({
      id,
      title,
      caption,
      credit,
      source: photographSource(id),
    })),
    columns: {
      path: sorted.map(({ path }) => path),
      label: sorted.map(({ generator }) => (generator === realFolder ? 'real' : 'ai')),
      generator: sorted.map(({ generator }) => (generator === realFolder ? null : generator)),
      class: sorted.map((row) => row.class),
      width: sorted.map(() => tilePx),
      height: sorted.map(() => tilePx),
      bytes: sorted.map(({ bytes }) => bytes),
      originX: sorted.map(({ x }) => x),
      originY: sorted.map(({ y }) => y),
    },
  };
}
