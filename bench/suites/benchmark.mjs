/* global window */
import { withHarnessPage } from '../harness-page.mjs';
import { installBenchmark } from '../page/benchmark.mjs';
import { installClassify } from '../page/classify.mjs';
import { pictureFiles } from '../picture-files.mjs';

export const summary =
  'a benchmark job against what the detector alone could do, and its memory after many pictures';
export const usualImages = 120;

const bareRuns = 40;
const sizePx = 512;
const pauses = 4;
/** So many pictures for the memory for each one of the other runs: --images 2000 gives 20,000. */
const memoryTimes = 10;

/**
 * The detector alone is measured before and after the job and averaged, so that a machine that slows down or speeds up
 * meanwhile does not pass for a result. Memory is taken with the small detector, which is through soonest.
 *
 * @param {import('../run.mjs').Options} options
 * @param {(figure: import('../run.mjs').Figure) => void} report
 */
export async function run({ backend, images }, report) {
  await withHarnessPage({ backend }, async (page) => {
    await page.evaluate(installClassify);
    const files = await pictureFiles(page, plans(Math.min(images, 60)));
    await page.setInputFiles('input', files);
    await page.evaluate(installBenchmark);
    await page.setInputFiles('#benchmark-files', files);
    const detector = await page.evaluate((which) => window.benchmarkBench.detector(which), 'default');
    const small = await page.evaluate((which) => window.benchmarkBench.detector(which), 'small');
    console.error(`${images} pictures of ${sizePx} px, detector ${detector}; memory with ${small}`);
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

    const many = images * memoryTimes;
    const { early, late } = await page.evaluate((each) => window.benchmarkBench.memory(each), {
      detector: small,
      backend,
      images: many,
    });
    if (early === null || late === null) {
      console.error('memory skipped: this browser does not tell');
      return;
    }
    report({ name: `memory_after_${many * 0.1}`, value: early / 1e6, unit: 'MB' });
    report({ name: `memory_after_${many * 0.9}`, value: late / 1e6, unit: 'MB' });
    report({ name: 'memory_growth', value: late / early, unit: '1', goal: '<= 1.1' });
  });
}

/** Milliseconds of a run of the detector with all crops of one picture. */
async function bare(page, backend) {
  const { runMs } = await page.evaluate(
    (request) => window.classifyBench.bare(request.backend, request.runs),
    { backend, runs: bareRuns },
  );
  return runMs.reduce((sum, ms) => sum + ms, 0) / runMs.length;
}

function plans(count) {
  return Array.from({ length: count }, (_, i) => {
    const [type, ending] = i % 2 ? ['image/png', 'png'] : ['image/jpeg', 'jpg'];
    const quality = (75 + (i % 21)) / 100;
    return { ending, type, quality, widthPx: sizePx, heightPx: sizePx, seed: 20_000 + i };
  });
}
