/* global window */
import { withHarnessPage } from '../harness-page.mjs';
import { installWalk } from '../page/walk.mjs';

export const summary = 'walking a tree of 100,000 files, beside a bare loop over the same folders';

const files = 100_000;
const filesAFolder = 1000;
const rounds = 5;

/**
 * @param {import('../run.mjs').Options} options
 * @param {(figure: import('../run.mjs').Figure) => void} report
 */
export async function run(options, report) {
  await withHarnessPage({ backend: 'wasm' }, async (page) => {
    await page.evaluate(installWalk);
    console.error(`making ${files} files`);
    await page.evaluate(([all, each]) => window.walkBench.makeTree(all, each), [files, filesAFolder]);
    const times = { bare: [], whole: [] };
    for (let round = 0; round <= rounds; round++) {
      for (const way of ['bare', 'whole']) {
        const { files: found, elapsedMs } = await page.evaluate((name) => window.walkBench[name](), way);
        if (found !== files) throw new Error(`${way} found ${found} files`);
        console.error(`${way}: ${elapsedMs.toFixed(0)} ms`);
        // The first round fills the caches of the file system.
        if (round > 0) times[way].push(elapsedMs);
      }
    }
    const [bareMs, wholeMs] = [median(times.bare), median(times.whole)];
    report({ name: 'walk', value: files / (wholeMs / 1000), unit: 'rows/s' });
    report({ name: 'bare_loop', value: files / (bareMs / 1000), unit: 'rows/s' });
    report({ name: 'ratio', value: bareMs / wholeMs, unit: '1', goal: '>= 0.8' });
  });
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
