/* global window */
import { readFileSync } from 'node:fs';
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
/** Pictures beyond the last look at the memory, so that the job is still at work then. */
const sparePictures = 40;
/** After so many pictures the memory is looked at; the last is what `--memory` says. */
const looks = [1000, 5000, 10_000];

/** What `--only` may name, in the order in which it is measured. */
const parts = { pipeline, memory };

/**
 * @param {import('../run.mjs').Options} options
 * @param {(figure: import('../run.mjs').Figure) => void} report
 */
export async function run(options, report) {
  const { backend, images, only } = options;
  const chosen = Object.entries(parts).filter(([name]) => only === null || name === only);
  if (chosen.length === 0) throw new RangeError(`--only is one of ${Object.keys(parts).join(', ')}`);
  await withHarnessPage({ backend }, async (page) => {
    await page.evaluate(installClassify);
    const files = await pictureFiles(page, plans(Math.min(images, 60)));
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

/**
 * One job with the small detector, which is through soonest, held at each look. Every picture is another file, decoded
 * and judged. The browser counts what scripts hold, and the system what the processes of pages have, WASM included.
 */
async function memory(page, { backend, memory: most }, report) {
  const detector = await detectorOf(page, 'small');
  const at = [...looks.filter((images) => images < most), most];
  console.error(`memory after ${at.join(', ')} pictures, detector ${detector}`);
  await page.evaluate((request) => window.benchmarkBench.begin(request), {
    detector,
    backend,
    images: most + sparePictures,
    conditions: ['untouched'],
  });
  const taken = [];
  for (const images of at) {
    const computed = await page.evaluate((each) => window.benchmarkBench.heldAfter(each), images);
    if (computed < images) throw new Error(`only ${computed} of ${images} were computed`);
    const bytes = await page.evaluate(() => window.benchmarkBench.memory());
    const resident = await residentBytes(page);
    if (bytes !== null) report({ name: `memory_after_${images}`, value: bytes / 1e6, unit: 'MB' });
    if (resident !== null) report({ name: `process_after_${images}`, value: resident / 1e6, unit: 'MB' });
    taken.push({ bytes, resident });
  }
  await page.evaluate(() => window.benchmarkBench.end());
  const first = taken[0];
  const last = taken.at(-1);
  if (!first?.bytes || !last?.bytes) console.error('memory skipped: this browser does not tell');
  else report({ name: 'memory_growth', value: last.bytes / first.bytes, unit: '1', goal: '<= 1.1' });
  if (first?.resident && last?.resident)
    report({ name: 'process_growth', value: last.resident / first.resident, unit: '1', goal: '<= 1.1' });
}

/** Resident memory of the browser's renderer processes, workers included; null where the system does not tell. */
async function residentBytes(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return renderers.map(({ id }) => residentOf(id)).reduce((sum, bytes) => sum + bytes, 0);
  } catch (error) {
    console.error('processes skipped:', error instanceof Error ? error.message : error);
    return null;
  } finally {
    await session.detach();
  }
}

/** @throws where there is no such process, or no /proc */
function residentOf(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`process ${pid} does not tell its memory`);
  return Number(kilobytes) * 1024;
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

function plans(count) {
  return Array.from({ length: count }, (_, i) => {
    const [type, ending] = i % 2 ? ['image/png', 'png'] : ['image/jpeg', 'jpg'];
    const quality = (75 + (i % 21)) / 100;
    return { ending, type, quality, widthPx: sizePx, heightPx: sizePx, seed: 20_000 + i };
  });
}
