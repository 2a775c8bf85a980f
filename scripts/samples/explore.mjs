/*
 * The built-in data set of 'Explore', public/samples/explore: tiles of nine photographs, as they are and as each of
 * our simulated generators gives them back. The same bytes on every run.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { exploreIndex } from './explore-index.mjs';
import { exploreFolder, isCurrent, writeStamp } from './explore-output.mjs';
import { photographs } from './photographs.mjs';
import { generatorCards } from './simulated-generators.mjs';
import { tilesEach } from './tile-choice.mjs';

/**
 * Does nothing where the output is already there and made of the same inputs.
 *
 * @param {string} root of the project
 */
export async function makeExplore(root) {
  if (isCurrent(root)) return;
  const folder = exploreFolder(root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const cards = generatorCards(root);
  const started = performance.now();
  const rows = await makeAll(root, folder, progress(photographs.length * tilesEach * (1 + cards.length)));
  writeFileSync(join(folder, 'index.json'), `${JSON.stringify(exploreIndex(rows, cards))}\n`);
  writeStamp(root);
  const megabytes = rows.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  const seconds = (performance.now() - started) / 1000;
  console.error(
    `samples: ${rows.length} tiles, ${megabytes.toFixed(1)} MB, in public/samples/explore (${seconds.toFixed(0)} s)`,
  );
}

/**
 * A photograph a thread, until none is left. Fails with the first thread that fails.
 *
 * @param {string} root
 * @param {string} folder
 * @param {() => void} onTile
 * @returns {Promise<import('./explore-index.mjs').Row[]>}
 */
async function makeAll(root, folder, onTile) {
  const waiting = photographs.map(({ id }) => id);
  const threads = Math.min(availableParallelism(), 4, waiting.length);
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('explore-worker.mjs', import.meta.url), { workerData: { root, folder } }),
  );
  try {
    const rows = await Promise.all(workers.map((worker) => workThrough(worker, waiting, onTile)));
    return rows.flat();
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** @returns {Promise<import('./explore-index.mjs').Row[]>} of all photographs that this thread made */
function workThrough(worker, waiting, onTile) {
  const rows = [];
  return new Promise((resolve, reject) => {
    const next = () => {
      const id = waiting.shift();
      if (id === undefined) resolve(rows);
      else worker.postMessage(id);
    };
    worker.on('error', reject);
    worker.on('message', (message) => {
      if (message.kind === 'tile') return onTile();
      rows.push(...message.rows);
      next();
    });
    next();
  });
}

/** A line that counts up on a terminal; one a quarter elsewhere. @param {number} total */
function progress(total) {
  let done = 0;
  return () => {
    done += 1;
    const { isTTY } = process.stderr;
    if (isTTY) process.stderr.write(`\rsamples: tile ${done} of ${total}${done === total ? '\n' : ''}`);
    else if (done % Math.ceil(total / 4) === 0) console.error(`samples: tile ${done} of ${total}`);
  };
}
