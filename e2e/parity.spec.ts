import { expect, test, type Page } from '@playwright/test';
import { imageNames, openHarness, readFixture, references } from './support.ts';

/*
 * The page against the Python reference, file by file: decoding, resampling, cropping, normalising and the
 * network together. A difference of one level in a few pixels already shows in the third decimal.
 */

/** Lossy AVIF with alpha: browsers round colours to premultiplied alpha, which moves some pixels by a level. */
const roundedAlpha = 'avif-alpha.avif';

async function logitsOfAll(page: Page, decoder: 'auto' | 'wasm-codec') {
  await openHarness(page);
  const files = imageNames().map((name) => readFixture('images', name));
  return page.evaluate(
    async ({ files, decoder }) => {
      const { PreparePool, InferenceClient, loadModelCard, loadModelIndex, modelFolderUrl } = window.harness;
      const fail = (reason: string) => {
        throw new Error(reason);
      };
      const card = await loadModelCard((await loadModelIndex()).default);
      const pool = new PreparePool(1, fail);
      const client = new InferenceClient(fail);
      const options = { choice: 'wasm' as const, threads: 0, modelUrl: modelFolderUrl(card.id) };
      const loaded = await client.load('load' as never, card, options, () => undefined);
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
      const found: Record<
        string,
        { logits: readonly number[] } | { failure: string } | { unjudged: string }
      > = {};
      for (const fixture of files) {
        const prepared = await pool.prepare(
          fixture.name as never,
          window.fixtureFile(fixture),
          card.preprocessing,
          decoder,
        );
        if (!prepared.ok) {
          found[fixture.name] = { failure: prepared.failure.code };
          continue;
        }
        const { tensor, cropCount, cropSizePx } = prepared.value;
        const run = await client.run(fixture.name as never, tensor, cropCount, cropSizePx);
        if (!run.ok) throw new Error(JSON.stringify(run.failure));
        found[fixture.name] = { logits: run.value.logits };
      }
      client.recycle();
      return { found, report: loaded.value };
    },
    { files, decoder },
  );
}

/** Largest logit difference a file, the largest first. */
function differences(names: readonly string[], found: Record<string, unknown>): [string, number][] {
  const expected = references();
  const each = names.map((name): [string, number] => {
    const reference = expected.get(name)?.logits ?? [];
    expect(reference, `${name} needs reference logits: see e2e/fixtures/README.md`).not.toEqual([]);
    expect(found[name], name).toHaveProperty('logits');
    const { logits } = found[name] as { logits: readonly number[] };
    expect(logits.length, `${name}: number of crops`).toBe(reference.length);
    return [name, Math.max(...logits.map((logit, i) => Math.abs(logit - (reference[i] ?? NaN))))];
  });
  return each.sort((a, b) => b[1] - a[1]);
}

test('logits on WASM equal the Python reference within 1e-3', async ({ page }) => {
  const { found, report } = await logitsOfAll(page, 'auto');
  expect(report.backend).toBe('wasm');
  expect(report.selfTestDrift).toBeLessThanOrEqual(1e-3);
  const exact = differences(
    imageNames().filter((name) => name !== roundedAlpha),
    found,
  );
  expect(exact.length).toBeGreaterThanOrEqual(60);
  console.log(`largest logit difference on ${exact.length} files: ${exact[0]?.join(' ') ?? ''}`);
  expect(exact.filter(([, difference]) => !(difference <= 1e-3))).toEqual([]);
  const [alpha] = differences([roundedAlpha], found);
  expect(alpha?.[1]).toBeLessThanOrEqual(0.1);
});

test('the wasm codecs stand in where the browser alters pixels', async ({ page }) => {
  const { found } = await logitsOfAll(page, 'wasm-codec');
  const hasNoCodec = /\.(?:gif|bmp)$|cmyk|webp-animated/u;
  for (const name of imageNames().filter((each) => hasNoCodec.test(each))) {
    expect(found[name], name).toEqual({ failure: 'not-exact' });
  }
  const names = imageNames().filter((name) => !hasNoCodec.test(name));
  // The AVIF codec turns chroma into RGB in another way than browsers and Pillow do; all others are exact.
  const avif = names.filter((name) => name.endsWith('.avif'));
  const others = differences(
    names.filter((name) => !avif.includes(name)),
    found,
  );
  expect(others.length).toBeGreaterThanOrEqual(45);
  expect(others.filter(([, difference]) => !(difference <= 1e-3))).toEqual([]);
  expect(differences(avif, found)[0]?.[1]).toBeLessThanOrEqual(0.1);
});
