/* Where the built-in data set lies, and whether what lies there is made of today's inputs. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { photographPath, photographs } from './photographs.mjs';
import { generatorCards } from './simulated-generators.mjs';

const require = createRequire(import.meta.url);

/** @param {string} root of the project */
export function exploreFolder(root) {
  return join(root, 'public', 'samples', 'explore');
}

/** @param {string} root of the project */
export function isCurrent(root) {
  const stamp = stampPath(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputsHash(root);
}

/** To be called last, so that a run that was interrupted is done again. @param {string} root of the project */
export function writeStamp(root) {
  writeFileSync(stampPath(root), inputsHash(root));
}

/** @param {string} root */
function stampPath(root) {
  return join(exploreFolder(root), 'inputs.sha256');
}

/** SHA-256 of all that the tiles are made of: these programs, the photographs, the generators, the packages. */
function inputsHash(root) {
  const here = import.meta.dirname;
  const programs = readdirSync(here).filter((name) => name.endsWith('.mjs'));
  const generators = join(root, 'public', 'generators');
  const files = [
    ...programs.sort().map((name) => join(here, name)),
    ...photographs.map(({ id }) => photographPath(id)),
    join(generators, 'index.json'),
    ...generatorCards(root).flatMap(({ id, weights }) => [
      join(generators, id, 'generator.json'),
      join(generators, id, weights.file),
    ]),
    ...['@jsquash/jpeg', '@jsquash/webp'].map((name) => require.resolve(`${name}/package.json`)),
    // Its package.json is not exported; its wasm is.
    require.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  ];
  const hash = createHash('sha256');
  for (const file of files) hash.update(createHash('sha256').update(readFileSync(file)).digest());
  return `${hash.digest('hex')}\n`;
}
