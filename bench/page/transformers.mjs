/* global window, document, location, Worker, Blob, fetch */

/**
 * Runs in the page after `installBenchmark`: defines `window.transformersBench`. Self-contained, because only its source
 * text gets there.
 */
export function installTransformers() {
  const { ZooClient, seededWeights, templateFolderUrl, createBenchmarkService } = window.harness;
  const worker = new Worker('/transformers/worker.js', { type: 'module' });
  const waiting = new Map();
  let asked = 0;
  worker.onerror = ({ message }) => console.error(`transformers worker: ${message}`);
  worker.onmessage = ({ data: { id, value, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  };
  const ask = (name, request) =>
    new Promise((resolve, reject) => {
      waiting.set(++asked, { resolve, reject });
      worker.postMessage({ id: asked, name, request });
    });
  let ours = null;

  /** One folder as Hugging Face keeps it: an architecture of the zoo with seeded weights. */
  async function modelFolder({ templateId, resize }) {
    const folder = templateFolderUrl(templateId);
    const template = await (await fetch(`${folder}template.json`)).json();
    const graph = new Uint8Array(await (await fetch(folder + template.graph.file)).arrayBuffer());
    const [output] = template.outputs;
    const names = { [template.input.name]: 'pixel_values', [output.name]: 'logits' };
    const onnx = await ask('write', { graph, weights: seededWeights(template), names });
    const { crop, mean, std } = template.preprocessing;
    const classes = output.classes ?? ['AI'];
    const json = (value) => new Blob([JSON.stringify(value)]);
    return {
      'config.json': json({
        model_type: 'resnet',
        architectures: ['ResNetForImageClassification'],
        id2label: Object.fromEntries(classes.map((name, i) => [i, name])),
        label2id: Object.fromEntries(classes.map((name, i) => [name, i])),
      }),
      'preprocessor_config.json': json({
        image_processor_type: 'ViTImageProcessor',
        do_resize: true,
        ...resize,
        do_center_crop: true,
        crop_size: { height: crop.sizePx, width: crop.sizePx },
        do_rescale: true,
        rescale_factor: 1 / 255,
        do_normalize: true,
        image_mean: mean,
        image_std: std,
      }),
      'onnx/model.onnx': new Blob([onnx]),
    };
  }

  /** The same folder as a person opens it on the Detectors page. */
  async function openOurs(files) {
    const client = new ZooClient();
    const source = {
      name: 'model',
      origin: { kind: 'file' },
      files: Object.entries(files).map(([path, blob]) => ({ path: `model/${path}`, blob })),
    };
    const nothing = () => undefined;
    const opened = await client.openModel('open', source, null, nothing);
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
    const { input, preprocessing, preprocessingFrom, answer } = opened.value;
    if (preprocessingFrom === null) throw new Error('the preprocessing was not read');
    const { name, type, layout } = input;
    const settings = { input: { name, type, layout }, preprocessing, preprocessingFrom, answer };
    const kept = await client.keepModel('keep', source, opened.value, settings, nothing);
    if (!kept.ok) throw new Error(JSON.stringify(kept.failure));
    const { record, unkept } = kept.value;
    return { detector: { kind: 'model', record, unkept }, client };
  }

  const chosen = (from, count) =>
    [...document.querySelector('#benchmark-files').files].slice(from, from + count);

  window.transformersBench = {
    async load({ model, threads }) {
      const files = await modelFolder(model);
      ours = await openOurs(files);
      const version = await ask('load', {
        files,
        threads,
        wasmUrl: new URL('/transformers/', location.href).href,
      });
      // Both have run before anything is counted.
      await ask('classify', { files: chosen(0, 2) });
      return { version, preprocessing: ours.detector.record.settings.preprocessing };
    },

    theirs: ({ from, count }) => ask('classify', { files: chosen(from, count) }),

    /** Our job over the same files: seconds from the first picture to the last, and the logits in the order of the files. */
    async ours({ from, count, threads }) {
      const files = chosen(from, count);
      const service = createBenchmarkService(window.benchmarkBench.sourceOf(files), () =>
        Promise.resolve(ours.detector),
      );
      const { id } = ours.detector.record;
      const seconds = await window.benchmarkBench.measure(service, id, ['untouched'], 'wasm', 0, threads);
      const { table } = service.measured();
      const logits = [];
      table.ids.forEach((sample, row) => {
        logits[sample] = table.lanes[0].raw[row];
      });
      await service.forgetKept();
      return { seconds, logits };
    },

    async end() {
      worker.terminate();
      await ours.client.removeModel(ours.detector.record.id);
      ours.client.recycle();
    },
  };
}
