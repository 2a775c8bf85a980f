/* The pictures to try at once: five of the photographs, and a scene that a program of ours drew. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { credit, photographNamed, photographPath } from './photographs.mjs';

const shown = [
  'allium-oreophilum',
  'nagasaki-boats',
  'dust-bowl-home',
  'french-alpine-landscape',
  'airplane-from-above',
];

/** @param {string} root of the project */
function drawn(root) {
  return {
    from: join(root, 'scripts', 'assets', 'drawn-landscape.jpg'),
    file: 'drawn-landscape.jpg',
    title: 'Drawn landscape',
    caption: 'Computed by a short program: neither a camera nor an AI',
    credit: 'Telltale (Apache-2.0)',
  };
}

/** @param {string} id */
function toTry(id) {
  const { title, caption } = photographNamed(id);
  return { from: photographPath(id), file: `${id}.jpg`, title, caption, credit };
}

/** @param {{ from: string }} sample */
function withoutFrom(sample) {
  return Object.fromEntries(Object.entries(sample).filter(([key]) => key !== 'from'));
}

/**
 * Does nothing where the output is already there.
 *
 * @param {string} root of the project
 */
export function makeFirstScreen(root) {
  const folder = join(root, 'public', 'samples');
  const list = join(folder, 'samples.json');
  const samples = [...shown.map(toTry), drawn(root)];
  const text = `${JSON.stringify({ samples: samples.map(withoutFrom) }, null, 2)}\n`;
  const complete = samples.every(({ file }) => existsSync(join(folder, file)));
  if (complete && existsSync(list) && readFileSync(list, 'utf8') === text) return;
  mkdirSync(folder, { recursive: true });
  for (const { from, file } of samples) copyFileSync(from, join(folder, file));
  writeFileSync(list, text);
  console.error(`samples: ${samples.length} pictures in public/samples`);
}
