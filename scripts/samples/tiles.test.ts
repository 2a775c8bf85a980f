import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeWebp } from './codecs.mjs';
import { exploreFolder, isCurrent } from './explore-output.mjs';
import { photographs } from './photographs.mjs';
import { generatorCards, loadGenerator } from './simulated-generators.mjs';
import { openPhotograph, versionsOf } from './tiles-of-photograph.mjs';

/*
 * The hashes hold the built-in data set still: figures and screenshots are about exactly these tiles. Whoever changes
 * the tiles on purpose (new weights, another seed) takes the new hashes from the failing tests.
 */
const root = join(import.meta.dirname, '../..');
const cards = generatorCards(root);
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

describe('the tiles', () => {
  it('lie where they always lay', async () => {
    const places: string[] = [];
    for (const { id } of photographs) {
      const { origins } = await openPhotograph(id);
      places.push(...origins.map(({ x, y }) => `${id} ${x} ${y}`));
    }
    expect(sha256(places.join('\n'))).toBe(
      '688ba8d5ea70f8c4c3b1a8ccd1c97a97adb3704db257e0930370e0b4e0769725',
    );
  }, 60_000);

  it('have the same pixels and bytes on every machine, as each generator gives them back', async () => {
    const generators = new Map();
    for (const card of cards) generators.set(card.id, await loadGenerator(root, card));
    const { photograph, origins } = await openPhotograph('nagasaki-boats');
    const [origin] = origins;
    const found: Record<string, string> = {};
    for await (const { folder, tile } of versionsOf(photograph, origin ?? { x: 16, y: 16 }, generators)) {
      found[`${folder} pixels`] = sha256(new Uint8Array(tile.data.buffer)).slice(0, 16);
      found[`${folder} file`] = sha256(await encodeWebp(tile)).slice(0, 16);
    }
    expect(found).toEqual({
      'nearest-convolution file': '0a44fe98054ca758',
      'nearest-convolution pixels': '857e0f001933b4e3',
      'real file': '24f33c6ae7c7be37',
      'real pixels': 'c8c14e877322fbd8',
      'sub-pixel-shuffle file': '8c6774ed6e56a006',
      'sub-pixel-shuffle pixels': '75b1139c2b95ddb6',
      'transposed-convolution file': '6dfaa11df5313fdd',
      'transposed-convolution pixels': '5a394476d54fca26',
      'vector-quantised file': 'fe498b51595b467f',
      'vector-quantised pixels': 'eb797595fb41317f',
    });
  }, 60_000);

  it('are refused where a network is not what its card names', async () => {
    const [card] = cards;
    if (!card) throw new Error('no generators');
    const wrong = { ...card, weights: { ...card.weights, sha256: '00' } };
    await expect(loadGenerator(root, wrong)).rejects.toThrow(`generators/${card.id}/model.onnx`);
  });
});

describe.skipIf(!isCurrent(root))('public/samples/explore, where `npm run samples` has made it', () => {
  const folder = exploreFolder(root);
  const read = () => readFileSync(join(folder, 'index.json'), 'utf8');

  it('has the index that it always has', () => {
    expect(sha256(read())).toBe('8c20f8cd0e0d0d557379996f051b351f30ac0343f607ce248a03e55be8f71d25');
  });

  it('has every file of the index, in its length', () => {
    const { columns } = JSON.parse(read()) as {
      readonly columns: { readonly path: string[]; readonly bytes: number[] };
    };
    expect(columns.path).toHaveLength(9 * 5 * 8);
    for (const [i, path] of columns.path.entries()) {
      expect(existsSync(join(folder, path))).toBe(true);
      expect(statSync(join(folder, path)).size).toBe(columns.bytes[i]);
    }
  });
});
