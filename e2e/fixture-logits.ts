import { expect, type Page } from '@playwright/test';
import type { DecoderChoice } from '../src/contracts/prepare.ts';
import { openHarness, readFixture, references, type Reference } from './support.ts';

/** Lossy AVIF with alpha: browsers round premultiplied colours, and the codec converts chroma in another way. */
export const roundedAlpha = 'avif-alpha.avif';

interface Asked {
  readonly choice: 'wasm' | 'webgpu';
  readonly decoder: DecoderChoice;
  /** 'first': only the first crop of each picture, for backends that are slow here. */
  readonly crops: 'all' | 'first';
}

interface Answer {
  readonly logits: readonly number[];
  /** [crops, families], flat; null where the detector tells no families. */
  readonly familyLogits: readonly number[] | null;
}

export type Found = Record<string, Answer | { failure: string }>;

/** What the page's own workers make of fixture pictures. */
export async function fixtureLogits(page: Page, names: readonly string[], asked: Asked) {
  await openHarness(page);
  const files = names.map((name) => readFixture('images', name));
  return page.evaluate(
    async ({ files, asked }) => {
      const { PreparePool, InferenceClient, loadModelCard, loadModelIndex, modelFolderUrl } = window.harness;
      const fail = (reason: string) => {
        throw new Error(reason);
      };
      const card = await loadModelCard((await loadModelIndex()).default);
      const pool = new PreparePool(1, fail);
      const client = new InferenceClient(fail);
      const options = { choice: asked.choice, threads: 0, modelUrl: modelFolderUrl(card.id) };
      const loaded = await client.load('load' as never, card, options, () => undefined);
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
      const { crops } = card.preprocessing;
      const first = { sizePx: crops.sizePx, anchors: crops.anchors.slice(0, 1) };
      const plan = { ...card.preprocessing, crops: asked.crops === 'first' ? first : crops };
      const found: Found = {};
      for (const fixture of files) {
        const job = fixture.name as never;
        const prepared = await pool.prepare(job, window.fixtureFile(fixture), plan, asked.decoder);
        if (!prepared.ok) {
          found[fixture.name] = { failure: prepared.failure.code };
          continue;
        }
        const { tensor, cropWeights, cropSizePx } = prepared.value;
        const run = await client.run(job, tensor, cropWeights.length, cropSizePx);
        if (!run.ok) throw new Error(JSON.stringify(run.failure));
        found[fixture.name] = { logits: run.value.logits, familyLogits: run.value.familyLogits };
      }
      client.recycle();
      return { found, report: loaded.value };
    },
    { files, asked },
  );
}

/** Largest logit difference to the Python reference a file, families included, the largest first. */
export function differences(
  names: readonly string[],
  found: Found,
  crops: Asked['crops'] = 'all',
): [string, number][] {
  const expected = references();
  const each = names.map((name): [string, number] => {
    const all = expected.get(name)?.logits ?? [];
    expect(all, `${name} needs reference logits: see e2e/fixtures/README.md`).not.toEqual([]);
    const reference = crops === 'first' ? all.slice(0, 1) : all;
    const answer = found[name];
    const { logits, familyLogits } =
      answer && 'logits' in answer ? answer : { logits: [], familyLogits: null };
    expect(logits.length, `${name}: number of crops`).toBe(reference.length);
    const families = familyReference(expected.get(name), reference.length);
    expect(familyLogits?.length ?? 0, `${name}: number of family logits`).toBe(families.length);
    const both = [...logits, ...(familyLogits ?? [])];
    const wanted = [...reference, ...families];
    return [name, Math.max(...both.map((logit, i) => Math.abs(logit - (wanted[i] ?? NaN))))];
  });
  return each.sort((a, b) => b[1] - a[1]);
}

function familyReference(reference: Reference | undefined, crops: number): readonly number[] {
  return (reference?.families?.logits ?? []).slice(0, crops).flat();
}
