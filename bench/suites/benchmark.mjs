/* global window */
import { memory } from '../benchmark/memory.mjs';
import { transformers } from '../benchmark/transformers.mjs';
import { withHarnessPage } from '../harness-page.mjs';
import { installBenchmark } from '../page/benchmark.mjs';
import { installClassify } from '../page/classify.mjs';
import { pictureFiles } from '../picture-files.mjs';
import { squarePlans } from '../picture-plans.mjs';
import { transformersPlugin } from '../transformers/serve.mjs';

export const summary =
  'a benchmark job against what the detector alone could do, and its memory after many pictures';
export const usualImages = 120;

const bareRuns = 40;
const sizePx = 512;
const pauses = 4;
/** What `--only` may name, in the order in which it is measured. */
const parts = { pipeline, transformers, memory };

/**
 * @param {import('../run.mjs').Options} options
 * @param {(figure: import('../run.mjs').Figure) => void} report
 */
export async function run(options, report) {
  const { backend, images, only } = options;
  const chosen = Object.entries(parts).filter(([name]) => only === null || name === only);
  if (chosen.length === 0) throw new RangeError(`--only is one of ${Object.keys(parts).join(', ')}`);
  const plugins = chosen.some(([name]) => name === 'transformers') ? [await transformersPlugin()] : [];
  await withHarnessPage({ backend, plugins }, async (page) => {
    await page.evaluate(installClassify);
    const files = await pictureFiles(page, squarePlans(Math.min(images, 60), sizePx));
    await page.setInputFiles('input', files);
    await page.evaluate(installBenchmark);
    await page.setInputFiles('#benchmark-files', files);
    for (const [, measure] of chosen) await measure(page, options, report);
  });
}

/**
 * The detector alone is measured before and after the job and averaged, so that a machine that slows down or speeds up
 * meanwhile does not pass for a result.
 */
async function pipeline(page, { backend, images }, report) {
  const detector = await detectorOf(page, 'default');
  const small = await detectorOf(page, 'small');
  console.error(`${images} pictures of ${sizePx} px, detector ${detector}`);
  const seconds = (/** @type {object} */ request) =>
    page.evaluate((each) => window.benchmarkBench.seconds(each), {
      backend,
      conditions: ['untouched'],
      pauses: 0,
      ...request,
    });
  await seconds({ detector, images: 8 });

  const before = await bare(page, backend);
  const whole = await seconds({ detector, images });
  const after = await bare(page, backend);
  console.error(`session.run alone: ${before.toFixed(1)} ms before, ${after.toFixed(1)} ms after the job`);
  const bareMs = (before + after) / 2;
  report({ name: 'pipeline_images_per_s', value: images / whole, unit: 'images/s' });
  report({ name: 'bare_images_per_s', value: 1000 / bareMs, unit: 'images/s' });
  report({ name: 'ratio', value: ((images / whole) * bareMs) / 1000, unit: '1', goal: '>= 0.85' });

  const held = await seconds({ detector, images, pauses });
  const again = await seconds({ detector, images });
  const plain = (whole + again) / 2;
  report({ name: 'pause_and_resume_overhead', value: (1000 * (held - plain)) / pauses, unit: 'ms' });

  const known = await page.evaluate((each) => window.benchmarkBench.knownSeconds(each), {
    detector: small,
    backend,
    images,
  });
  report({ name: 'kept_scores_images_per_s', value: images / known, unit: 'images/s' });

  const six = ['lr:112', 'lr:64', 'jpeg:65', 'jpeg:30', 'blur:3', 'blur:5'];
  const degraded = await seconds({
    detector: small,
    images: Math.ceil(images / 4),
    conditions: ['untouched', ...six],
  });
  report({
    name: 'seven_conditions_small_detector',
    value: (1000 * degraded) / Math.ceil(images / 4),
    unit: 'ms/image',
  });
}

function detectorOf(page, which) {
  return page.evaluate((each) => window.benchmarkBench.detector(each), which);
}

/** Milliseconds of a run of the detector with all crops of one picture. */
async function bare(page, backend) {
  const { runMs } = await page.evaluate(
    (request) => window.classifyBench.bare(request.backend, request.runs),
    { backend, runs: bareRuns },
  );
  return runMs.reduce((sum, ms) => sum + ms, 0) / runMs.length;
}
