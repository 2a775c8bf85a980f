/* global window, document, setTimeout, clearTimeout */

/**
 * Runs in the page: defines `window.classifyBench`, whose parts the suite calls one after another. Self-contained,
 * because only its source text gets there. Needs `window.harness`, and the pictures in the page's file input.
 */
export function installClassify() {
  /** Nothing has changed for so long: the suite has failed. */
  const stallMs = 180_000;
  const {
    createClassifyService,
    InferenceClient,
    PreparePool,
    loadModelCard,
    loadModelIndex,
    mostCrops,
    modelFolderUrl,
  } = window.harness;
  const input = document.body.appendChild(document.createElement('input'));
  input.type = 'file';
  input.multiple = true;
  /** The large picture for single runs, then the pile: files on disk, as people drop them. */
  const large = () => input.files[0];
  const pile = () => [...input.files].slice(1);

  /** Resolves when `done` holds of the state; rejects when the detector fails or nothing moves any more. */
  function reached(store, done) {
    return new Promise((resolve, reject) => {
      let timer;
      const stop = store.subscribe(look);
      function settle(finish, value) {
        clearTimeout(timer);
        stop();
        finish(value);
      }
      function look() {
        const state = store.getState();
        const { runtime } = state;
        clearTimeout(timer);
        timer = setTimeout(() => settle(reject, new Error('nothing moves any more')), stallMs);
        if (runtime.status === 'failed') settle(reject, new Error(JSON.stringify(runtime.failure)));
        else if (done(state)) settle(resolve, state);
      }
      look();
    });
  }

  const settled = ({ items }) =>
    [...items.values()].every(({ status }) => ['done', 'failed'].includes(status));

  /** Adds files and answers their items once all have a verdict. */
  async function judge(service, added) {
    service.add(added.map((file) => ({ file, path: file.name })));
    const { items, order, card } = await reached(service.store, settled);
    const judged = order.map((id) => items.get(id));
    const crops = mostCrops(card.preprocessing.crops);
    for (const { name, outcome, failure } of judged) {
      if (!outcome) throw new Error(`${name}: ${JSON.stringify(failure)}`);
      if (outcome.logits.length !== crops) {
        throw new Error(
          `${name}: ${outcome.logits.length} crops, content ${JSON.stringify(outcome.content)}`,
        );
      }
    }
    return judged;
  }

  function requireBackend(report, backend) {
    if (report.backend !== backend) {
      const reasons = report.refusals.map((refusal) => `${refusal.backend}: ${refusal.reason}`).join('; ');
      throw new Error(`${backend} did not start (${reasons})`);
    }
    if (report.softwareAdapter) throw new Error(`no real GPU, only a software adapter (${report.adapter})`);
  }

  /** A service with its workers running and the detector loaded, and nothing in its list. */
  async function warmService(backend) {
    const service = createClassifyService();
    service.configure({ modelId: null, backend, threads: 0 });
    service.warmUp();
    const { runtime } = await reached(service.store, (state) => state.runtime.status === 'ready');
    requireBackend(runtime.report, backend);
    await judge(service, pile().slice(0, 6));
    service.remove();
    return { service, report: runtime.report };
  }

  async function realTensor(card) {
    const pool = new PreparePool(1, (reason) => console.error(reason));
    const prepared = await pool.prepare('tensor', pile()[0], card.preprocessing);
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure));
    return prepared.value;
  }

  window.classifyBench = {
    /** Milliseconds inside the worker of each of `runs` session runs with all crops of one picture. */
    async bare(backend, runs) {
      const card = await loadModelCard((await loadModelIndex()).default);
      const client = new InferenceClient((reason) => console.error(reason));
      const options = { choice: backend, threads: 0, modelUrl: modelFolderUrl(card.id) };
      const loaded = await client.load('load', card, options, () => undefined);
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
      requireBackend(loaded.value, backend);
      const { tensor, cropWeights, cropSizePx } = await realTensor(card);
      const runMs = [];
      for (let n = -5; n < runs; n++) {
        const result = await client.run(`run:${n}`, tensor.slice(), cropWeights.length, cropSizePx);
        if (!result.ok) throw new Error(JSON.stringify(result.failure));
        if (n >= 0) runMs.push(result.value.inferenceMs);
      }
      client.recycle();
      return { runMs, report: loaded.value };
    },

    async endToEnd(backend) {
      const { service, report } = await warmService(backend);
      const started = performance.now();
      const judged = await judge(service, pile());
      const wallMs = performance.now() - started;
      service.remove();
      const images = judged.map(({ name, byteLength, outcome }) => ({
        name,
        byteLength,
        megapixels: (outcome.widthPx * outcome.heightPx) / 1e6,
        decoder: outcome.decoder,
        ...outcome.timings,
      }));
      return { wallMs, images, report };
    },

    /** Milliseconds from adding one picture to its verdict, the list being empty. */
    async singles(backend, times) {
      const { service } = await warmService(backend);
      const latencies = [];
      for (let n = 0; n < times; n++) {
        const started = performance.now();
        await judge(service, [large()]);
        latencies.push(performance.now() - started);
        service.remove();
      }
      return latencies;
    },
  };
}
