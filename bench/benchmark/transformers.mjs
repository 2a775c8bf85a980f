/* global window, navigator */
import { installTransformers } from '../page/transformers.mjs';
import { pictureFiles } from '../picture-files.mjs';
import { photographPlans, squarePlans } from '../picture-plans.mjs';

/**
 * The baseline of GenImage, with 4 billion multiplications a picture, and a published detector that is light. `resize` as a
 * preprocessor_config.json has it.
 */
const models = [
  { templateId: 'resnet-50', resize: { size: { shortest_edge: 256 }, resample: 3 } },
  { templateId: 'npr', resize: { size: { height: 256, width: 256 }, resample: 2 } },
];
/** What either is resized to: pictures of this size are only cut, so that both networks get the same bytes. */
const exactPx = 256;
const exactCount = 6;
const squarePx = 512;
const mostPictures = 48;
/** Each side twice, in turn, so that a machine that slows down or speeds up meanwhile does not pass for a result. */
const rounds = 2;

/**
 * A job of the benchmark beside the image-classification pipeline of transformers.js: the same ONNX file with the same
 * preprocessor_config.json, the same picture files, float32 on WASM with the same number of threads, each in a worker.
 */
export async function transformers(page, { backend, images }, report) {
  if (backend !== 'wasm') return console.error('transformers skipped: it is compared on WASM');
  const count = Math.min(images, mostPictures);
  const sets = [
    { name: 'square_512', plans: squarePlans(count, squarePx) },
    { name: 'photographs', plans: photographPlans(count) },
  ];
  const exact = squarePlans(2 * exactCount, exactPx).filter(({ ending }) => ending === 'png');
  const files = await pictureFiles(page, [...exact, ...sets.flatMap(({ plans }) => plans)]);
  await page.setInputFiles('#benchmark-files', files);
  // As many as the page takes by itself: all cores but one.
  const threads = await page.evaluate(() => Math.max(1, navigator.hardwareConcurrency - 1));
  for (const model of models) {
    const { templateId } = model;
    await page.evaluate(installTransformers);
    const { version, preprocessing } = await page.evaluate(
      (request) => window.transformersBench.load(request),
      { model, threads },
    );
    console.error(
      `transformers.js ${version}, ${templateId}, ${threads} thread(s), ${JSON.stringify(preprocessing)}`,
    );
    await agree(page, templateId, threads, report);
    let from = exactCount;
    for (const { name, plans } of sets) {
      await race(page, `${templateId}_${name}`, { from, count: plans.length, threads }, report);
      from += plans.length;
    }
    await page.evaluate(() => window.transformersBench.end());
  }
}

/** Pictures that are not resized: there the two may differ by rounding alone. */
async function agree(page, templateId, threads, report) {
  const range = { from: 0, count: exactCount, threads };
  const theirs = await page.evaluate((each) => window.transformersBench.theirs(each), range);
  const ours = await page.evaluate((each) => window.transformersBench.ours(each), range);
  const apart = distances(ours.logits, theirs.logits);
  report({
    name: `logit_difference_${templateId}_not_resized`,
    value: Math.max(...apart),
    unit: '1',
    goal: '<= 0.001',
  });
}

async function race(page, name, range, report) {
  const times = { theirs: 0, ours: 0 };
  let logits = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    const theirs = await page.evaluate((each) => window.transformersBench.theirs(each), range);
    const ours = await page.evaluate((each) => window.transformersBench.ours(each), range);
    console.error(
      `${name}: transformers.js ${theirs.seconds.toFixed(1)} s, a job ${ours.seconds.toFixed(1)} s`,
    );
    times.theirs += theirs.seconds;
    times.ours += ours.seconds;
    logits = { ours: ours.logits, theirs: theirs.logits };
  }
  const speed = (seconds) => (rounds * range.count) / seconds;
  report({ name: `transformers_images_per_s_${name}`, value: speed(times.theirs), unit: 'images/s' });
  report({ name: `job_images_per_s_${name}`, value: speed(times.ours), unit: 'images/s' });
  report({
    name: `job_to_transformers_${name}`,
    value: times.theirs / times.ours,
    unit: '1',
    goal: '>= 1.3',
  });
  const apart = distances(logits.ours, logits.theirs).toSorted((a, b) => a - b);
  // Pillow's bicubic filter here, a canvas there: they do not read the same pixels.
  report({ name: `logit_difference_${name}_median`, value: apart[apart.length >> 1], unit: '1' });
}

/** How far apart the logits are, picture by picture. */
function distances(a, b) {
  if (a.length !== b.length || a.length === 0) throw new Error(`${a.length} answers beside ${b.length}`);
  const apart = a.map((logit, i) => Math.abs(logit - b[i]));
  if (!apart.every(Number.isFinite)) throw new Error(`no logits: ${JSON.stringify({ a, b })}`);
  return apart;
}
