/* global window */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { withHarnessPage } from '../harness-page.mjs';
import { installSpectra } from '../page/spectra.mjs';
import { pictureFiles } from '../picture-files.mjs';

export const usualImages = 1000;
export const summary = 'spectra of a pile of files, against decoding alone, against Python, and the 2-D FFT';

const sizePx = 512;
const script = fileURLToPath(new URL('../spectra_python.py', import.meta.url));

/**
 * Each computation is measured between two runs of decoding alone with the same workers, so that a machine that
 * changes its speed meanwhile does not pass for a result.
 *
 * @param {import('../run.mjs').Options} options
 * @param {(figure: import('../run.mjs').Figure) => void} report
 */
export async function run({ backend, images }, report) {
  await withHarnessPage({ backend }, async (page) => {
    const files = await pictureFiles(page, plans(images));
    await page.evaluate(installSpectra);
    await page.setInputFiles('#spectra-files', files);
    const workers = availableParallelism();
    const inPage = (/** @type {object} */ request) =>
      page.evaluate((each) => window.spectraBench.seconds(each), request);
    console.error(
      `${images} pictures of ${sizePx} px, ${workers} worker(s) of ${availableParallelism()} cores`,
    );
    await inPage({ kind: 'genimage', workers, images: 40 });

    /** @type {Record<string, number>} */
    const ours = {};
    for (const [kind, goal] of [
      ['genimage', '>= 0.7'],
      ['mean', '>= 0.5'],
    ]) {
      const before = await inPage({ kind: 'decode', workers, images });
      const whole = await inPage({ kind, workers, images });
      const after = await inPage({ kind: 'decode', workers, images });
      const decode = (before + after) / 2;
      console.error(`decoding alone: ${before.toFixed(2)} s before, ${after.toFixed(2)} s after`);
      ours[kind] = whole;
      report({ name: `${kind}_decode_only`, value: decode, unit: 's' });
      report({ name: `${kind}_whole`, value: whole, unit: 's' });
      report({ name: `${kind}_ratio`, value: decode / whole, unit: '1', goal });
    }
    await reportScaling(inPage, images, report);
    await reportComputing(page, report);
    for (const { name, value } of await page.evaluate(() => window.spectraBench.fft(512)))
      report({ name, value, unit: 'ms' });
    reportPython(files, ours, report);
  });
}

async function reportScaling(inPage, images, report) {
  if (availableParallelism() < 2) return;
  for (const kind of ['genimage', 'mean']) {
    const one = await inPage({ kind, workers: 1, images });
    const two = await inPage({ kind, workers: 2, images });
    report({ name: `${kind}_scaling_1_to_2_workers`, value: one / two, unit: '1', goal: '>= 1.8' });
  }
}

/** Of adding up alone, over pixels that are decoded already: no thread of the browser takes part. */
async function reportComputing(page, report) {
  for (const kind of ['genimage', 'mean']) {
    const rate = (/** @type {number} */ workers) =>
      page.evaluate((request) => window.spectraBench.computeRate(request), { kind, workers });
    const one = await rate(1);
    report({ name: `${kind}_computing_images_per_s`, value: one, unit: 'images/s' });
    if (availableParallelism() < 2) continue;
    report({ name: `${kind}_computing_scaling_1_to_2_workers`, value: (await rate(2)) / one, unit: '1' });
  }
}

/** Skipped, and said so, where Python or its libraries are not there. */
function reportPython(files, ours, report) {
  const python = process.env.PYTHON ?? 'python3';
  for (const kind of ['genimage', 'mean']) {
    const { status, stdout, stderr } = spawnSync(python, [script, kind, String(sizePx)], {
      input: files.join('\n'),
      encoding: 'utf8',
    });
    if (status !== 0) {
      console.error(`Python skipped (${kind}): ${stderr.trim().split('\n').at(-1) || `no ${python}`}`);
      continue;
    }
    const { seconds, processes } = JSON.parse(stdout);
    console.error(`Python ${kind}: ${processes} processes`);
    report({ name: `${kind}_python`, value: seconds, unit: 's' });
    report({ name: `${kind}_times_python`, value: seconds / (ours[kind] ?? NaN), unit: '1', goal: '>= 3' });
  }
}

function plans(count) {
  return Array.from({ length: count }, (_, i) => {
    const [type, ending] = i % 2 ? ['image/png', 'png'] : ['image/jpeg', 'jpg'];
    return {
      ending,
      type,
      quality: (75 + (i % 21)) / 100,
      widthPx: sizePx,
      heightPx: sizePx,
      seed: 10_000 + i,
    };
  });
}
