/*
 * The bundle budget: JavaScript that the first screen needs, gzipped, without ORT's wasm. Read from Vite's
 * manifest, so that a chunk that slips into the first load is counted.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budgetKb = 250;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** @param {string} key @param {Set<string>} seen */
function collect(key, seen) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const dependency of chunk.imports ?? []) collect(dependency, seen);
  return seen;
}

/** @param {Iterable<string>} files */
function gzippedKb(files) {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0) / 1000;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
if (!entry) throw new Error('the manifest names no entry');
const initial = collect(entry, new Set());
// The classify view is lazy for the other routes but part of the first screen.
const classify = Object.keys(manifest).find((key) =>
  /features\/classify\/.*(Page|View|Route)\.tsx$/u.test(key),
);
if (!classify) throw new Error('the classify view is not a chunk of its own');
collect(classify, initial);
const kb = gzippedKb(initial);
console.error(`first screen: ${kb.toFixed(1)} kB gzip of ${budgetKb} kB, in ${initial.size} chunks`);
if (kb > budgetKb) process.exit(1);
