/* global window */
import { withHarnessPage } from '../harness-page.mjs';
import { installClassify } from '../page/classify.mjs';
import { pictureFiles } from '../picture-files.mjs';
import { photographPlans } from '../picture-plans.mjs';

export const summary = 'judging a pile of files, against what the detector alone could do';
export const usualImages = 200;

const bareRuns = 60;
const singleRuns = 20;

/**
 * The detector alone is measured before and after the pile and averaged, so that a machine that slows down or
 * speeds up meanwhile does not pass for a result.
 *
 * @param {import('../run.mjs').Options} options
 * @param {(figure: import('../run.mjs').Figure) => void} report
 */
export async function run({ backend, images }, report) {
  await withHarnessPage({ backend }, async (page) => {
    await page.evaluate(installClassify);
    const files = await pictureFiles(page, [largeJpeg, ...photographPlans(images)]);
    await page.setInputFiles('input', files);

    const before = await page.evaluate(bareInPage, { backend, runs: bareRuns });
    const pile = await page.evaluate((name) => window.classifyBench.endToEnd(name), backend);
    const after = await page.evaluate(bareInPage, { backend, runs: bareRuns });
    const latencies = await page.evaluate(singlesInPage, { backend, times: singleRuns });

    describe(pile, before, after);
    const bareMs = mean([...before.runMs, ...after.runMs]);
    const endToEnd = (1000 * images) / pile.wallMs;
    report({ name: 'e2e_images_per_s', value: endToEnd, unit: 'images/s' });
    report({ name: 'bare_images_per_s', value: 1000 / bareMs, unit: 'images/s' });
    report({ name: 'ratio', value: (endToEnd * bareMs) / 1000, unit: '1', goal: '>= 0.85' });
    reportStages(pile, bareMs, report);
    report({ name: 'single_12mp_jpeg_p95', value: quantile(latencies, 0.95), unit: 'ms' });
    report({ name: 'model_load_warm_cache', value: after.report.loadMs, unit: 'ms' });
  });
}

const bareInPage = ({ backend, runs }) => window.classifyBench.bare(backend, runs);
const singlesInPage = ({ backend, times }) => window.classifyBench.singles(backend, times);

const largeJpeg = {
  ending: 'jpg',
  type: 'image/jpeg',
  quality: 0.9,
  widthPx: 4000,
  heightPx: 3000,
  seed: 12,
};

/**
 * Where the time of a picture goes. Stages of several pictures overlap, so shares are of the time summed over
 * pictures; waiting is what is left of a picture's time: its turn at a decoder and at the detector, its preview,
 * and messages. The ratio is the product of how busy the detector was and of how much other work slows it.
 */
function reportStages({ images, wallMs }, bareMs, report) {
  const stages = {
    read: images.map(({ readMs }) => readMs),
    decode: images.map(({ decodeMs }) => decodeMs),
    resample: images.map(({ resampleMs }) => resampleMs),
    inference: images.map(({ inferenceMs }) => inferenceMs),
    waiting: images.map((i) => i.totalMs - i.readMs - i.decodeMs - i.resampleMs - i.inferenceMs),
  };
  const allMs = sum(images.map(({ totalMs }) => totalMs));
  for (const [stage, times] of Object.entries(stages)) {
    report({ name: `${stage}_share`, value: (100 * sum(times)) / allMs, unit: '%' });
  }
  for (const [stage, times] of Object.entries(stages)) {
    report({ name: `${stage}_median`, value: quantile(times, 0.5), unit: 'ms' });
  }
  report({ name: 'detector_busy', value: (100 * sum(stages.inference)) / wallMs, unit: '%' });
  report({ name: 'inference_slowdown', value: mean(stages.inference) / bareMs, unit: '1' });
}

/** For the reader of standard error: what ran, whether the machine was steady, and what each format costs. */
function describe({ images, report }, before, after) {
  console.error(
    `detector ${report.modelId} on ${report.backend} ${report.adapter ?? `with ${report.threads} thread(s)`}`,
  );
  console.error(
    `session.run alone: ${mean(before.runMs).toFixed(1)} ms before, ${mean(after.runMs).toFixed(1)} ms after the pile`,
  );
  for (const ending of ['.jpg', '.png']) {
    const some = images.filter(({ name }) => name.endsWith(ending));
    const perMegapixel = (stage) =>
      (sum(some.map((image) => image[stage])) / sum(some.map((image) => image.megapixels))).toFixed(1);
    const decoders = [...new Set(some.map(({ decoder }) => decoder))].join(', ');
    console.error(
      `${ending} (${decoders}), ms per megapixel: read ${perMegapixel('readMs')}, decode ${perMegapixel('decodeMs')}, resample ${perMegapixel('resampleMs')}`,
    );
  }
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / values.length;

/** The nearest-rank quantile. */
function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}
