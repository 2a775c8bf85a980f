/* global window */

/*
 * Measures the reference spectra that public/spectra holds, with the page's own code in a browser:
 *
 *   node scripts/measure-references.mjs --set DIR
 *
 * DIR is what training/telltale_training/build_data.py wrote (manifest.csv and the images); the built-in set is that
 * of `npm run samples`. Without --set only the built-in set is measured anew. references/sources.json says what is
 * measured and what has to be known about it. Every picture of a source is used: none has as many as a recipe draws.
 */
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withHarnessPage } from '../bench/harness-page.mjs';
import { measureInPage } from './references/in-page.mjs';
import { manifestRows, mostFrequent } from './references/manifest.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'public/spectra');
const { values: options } = parseArgs({ options: { set: { type: 'string' } } });

const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const { sources } = json('scripts/references/sources.json');
const { repositories } = json('training/sources.json');
const rows = options.set ? manifestRows(readFileSync(join(options.set, 'manifest.csv'), 'utf8')) : null;

/** What is to be measured of a source, and what is known of its files; null where they are not here. */
function picturesOf(source) {
  if ('builtin' in source) {
    const { columns } = json('public/samples/explore/index.json');
    const paths = columns.path.filter((_, n) => columns.generator[n] === source.builtin);
    return {
      files: paths.map((path) => join(root, 'public/samples/explore', path)),
      facts: { origin: 'the built-in set', formats: ['WebP, lossless'], sizes: ['256 × 256'] },
    };
  }
  const own = rows?.filter(
    (row) => row.source === source.source && (!source.generator || row.generator === source.generator),
  );
  if (!own) return null;
  const { repository, commit } = repositories.find((each) => each.source === source.source);
  return {
    files: own.map(({ file }) => join(options.set, file)).sort(),
    facts: {
      origin: repository,
      commit,
      formats: mostFrequent(own, (row) =>
        row.jpeg_quality ? `${row.original_format} ${row.jpeg_quality}` : row.original_format,
      ),
      sizes: mostFrequent(own, (row) => `${row.original_width} × ${row.original_height}`),
    },
  };
}

/** A picture's power needs no more than 12 bits; the rest would only keep the files from being packed. */
function rounded(power) {
  const bits = new Uint32Array(power.buffer, power.byteOffset, power.length);
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] + 0x400) & 0xfffff800;
  return power;
}

const indexPath = join(out, 'index.json');
mkdirSync(out, { recursive: true });

function former() {
  try {
    return JSON.parse(readFileSync(indexPath, 'utf8')).references;
  } catch {
    return [];
  }
}

await withHarnessPage({ backend: 'wasm' }, async (page) => {
  await page.evaluate(measureInPage);
  const references = [];
  for (const source of sources) {
    const { id, name, kind, caveat } = source;
    const pictures = picturesOf(source);
    if (!pictures) {
      const kept = former().find((each) => each.id === id);
      if (kept) references.push(kept);
      console.error(`${id}: not here, ${kept ? 'kept' : 'left out'}`);
      continue;
    }
    await page.setInputFiles('#reference-files', pictures.files);
    const measured = await page.evaluate(() => window.measureReference());
    for (const { recipe, npy } of measured) {
      const bytes = Buffer.from(npy, 'base64');
      const data = bytes.subarray(128);
      rounded(new Float32Array(data.buffer, data.byteOffset, data.length / 4));
      writeFileSync(join(out, `${id}.${recipe}.npy`), bytes);
    }
    const numbers = Object.fromEntries(measured.map(({ recipe, facts }) => [recipe, facts]));
    writeFileSync(join(out, `${id}.json`), `${JSON.stringify({ id, numbers })}\n`);
    references.push({ id, name, kind, caveat, pictures: pictures.files.length, ...pictures.facts });
    console.error(
      `${id}: ${measured.map(({ recipe, facts }) => `${recipe} n = ${facts.images}`).join(', ')}`,
    );
  }
  const recipes = await page.evaluate(() => window.referenceRecipes);
  const index = { schema: 'telltale-reference-spectra-1', recipes, references };
  writeFileSync(indexPath, `${JSON.stringify(index, null, 1)}\n`);
});
