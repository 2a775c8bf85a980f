/*
 * The simulated generators (public/generators), run by ORT's WASM on one thread with fixed-width SIMD: the same
 * floats on every machine.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import { fromPlanes, toPlanes } from './pixels.mjs';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** @typedef {import('./tile-choice.mjs').Rgba} Rgba */
/**
 * @typedef {object} Card public/generators/<id>/generator.json, as far as it is read in Node
 * @property {string} id
 * @property {string} name
 * @property {string} upsampling
 * @property {string} licence
 * @property {{ file: string, bytes: number, sha256: string }} weights
 * @property {{ photographs: number, sources: { source: string, photographs: number }[] }} training
 * @property {{ photographs: number, psnrDb: number, ssim: number }} measured
 */

/** @param {string} root of the project @returns {readonly Card[]} */
export function generatorCards(root) {
  const folder = join(root, 'public', 'generators');
  const { generators } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  return generators.map((id) => JSON.parse(readFileSync(join(folder, id, 'generator.json'), 'utf8')));
}

/**
 * @param {string} root of the project
 * @param {Card} card
 * @returns {Promise<(picture: Rgba) => Promise<Rgba>>} gives a square picture, its side a multiple of 8, back
 */
export async function loadGenerator(root, { id, weights }) {
  const model = readFileSync(join(root, 'public', 'generators', id, weights.file));
  const sha256 = createHash('sha256').update(model).digest('hex');
  if (sha256 !== weights.sha256)
    throw new Error(`generators/${id}/${weights.file} is not what its card names`);
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  return async (picture) => {
    const image = new ort.Tensor('float32', toPlanes(picture), [1, 3, picture.height, picture.width]);
    const { reconstruction } = await session.run({ image });
    const result = fromPlanes(reconstruction.data, picture.width);
    reconstruction.dispose();
    return result;
  };
}
