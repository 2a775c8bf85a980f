/* global window */
import { withHarnessPage } from '../harness-page.mjs';
import { installWalk } from '../page/walk.mjs';

export const summary = 'walking a tree of 100,000 files, beside a bare loop over the same folders';

const files = 100_000;
const filesAFolder = 1000;
/** Of each way, after one that is not counted. */
const rounds = 10;

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
      // Each goes first in half of the rounds.
      for (const way of round % 2 === 0 ? ['bare', 'whole'] : ['whole', 'bare']) {
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
    // Rounds lie side by side in time, so that their own ratios show how far noise reaches.
    const ratios = times.bare.map((bare, round) => bare / times.whole[round]).sort((a, b) => a - b);
    report({ name: 'ratio_of_a_round_lowest', value: ratios[0] ?? NaN, unit: '1' });
    report({ name: 'ratio_of_a_round_highest', value: ratios.at(-1) ?? NaN, unit: '1' });
  });
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
