/*
 * Thread entry: makes and writes all tiles of the photographs it is told of, one after another, and says so.
 * In: the id of a photograph. Out: { kind: 'tile' } for each file, then { kind: 'photograph', id, rows }.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { encodeWebp } from './codecs.mjs';
import { generatorCards, loadGenerator } from './simulated-generators.mjs';
import { openPhotograph, versionsOf } from './tiles-of-photograph.mjs';

/** @type {{ root: string, folder: string }} */
const { root, folder } = workerData;

const generators = (async () => {
  const loaded = new Map();
  for (const card of generatorCards(root)) loaded.set(card.id, await loadGenerator(root, card));
  return loaded;
})();

parentPort?.on('message', async (id) => {
  parentPort?.postMessage({ kind: 'photograph', id, rows: await makeTiles(id) });
});

/** @param {string} id @returns {Promise<import('./explore-index.mjs').Row[]>} */
async function makeTiles(id) {
  const { photograph, origins } = await openPhotograph(id);
  const rows = [];
  for (const [number, origin] of origins.entries()) {
    for await (const { folder: by, tile } of versionsOf(photograph, origin, await generators)) {
      const path = `${by}/${id}/${String(number).padStart(2, '0')}.webp`;
      const bytes = await encodeWebp(tile);
      await mkdir(join(folder, by, id), { recursive: true });
      await writeFile(join(folder, path), bytes);
      rows.push({ path, generator: by, class: id, bytes: bytes.length, ...origin });
      parentPort?.postMessage({ kind: 'tile' });
    }
  }
  return rows;
}
