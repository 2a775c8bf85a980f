/* global window, document, setTimeout, crypto, Blob */

/**
 * Runs in the page: defines `window.benchmarkBench`. Self-contained, because only its source text gets there. Needs
 * `window.harness`, and the pictures in the file input `#benchmark-files`.
 */
export function installBenchmark() {
  const { createBenchmarkService, loadModelIndex } = window.harness;
  const input = document.body.appendChild(document.createElement('input'));
  input.id = 'benchmark-files';
  input.type = 'file';
  input.multiple = true;
  /** The job that is held to look at its memory. */
  let held = null;

  /** So many pictures with bytes of their own: what follows the end of a picture is not looked at, but is hashed. */
  function pictures(count) {
    const run = crypto.randomUUID();
    return Array.from({ length: count }, (_, n) => {
      const file = input.files[n % input.files.length];
      return new Blob([file, `${run} ${n}`], { type: file.type });
    });
  }

  /** Stands for explore: every second picture is real. */
  function sourceOf(files) {
    const state = {
      source: { status: 'open', report: { name: 'bench', samples: files.length } },
      summary: { samples: files.length, generators: ['one'], classes: ['one'] },
      view: null,
    };
    return {
      store: { getState: () => state, subscribe: () => () => undefined },
      selection: { ids: () => new Uint32Array() },
      ids: async () => new Uint32Array(),
      columns: async (ids) => ({
        label: Uint8Array.from(ids, (id) => id % 2),
        generator: Uint8Array.from(ids, (id) => (id % 2 ? 0 : 254)),
        classIndex: new Uint16Array(ids.length),
        scores: [],
      }),
      rows: async (ids) => ids.map((id) => ({ id, folder: '', name: String(id) })),
      file: async (id) => ({ ok: true, value: files[id] }),
      audit: async () => null,
      join: async () => null,
    };
  }

  const plan = (detector, conditions) => ({
    scope: 'all',
    detectors: [{ id: detector, swapped: false }],
    conditions,
    images: null,
    adaptive: false,
    seed: 1,
  });

  /** Seconds from the first picture to the last, what is held not counted; the detector is loaded before. */
  async function measure(service, detector, conditions, backend, pauses, threads = 0) {
    let started = 0;
    let heldMs = 0;
    let changed = 0;
    const stop = service.store.subscribe(({ status, progress }, former) => {
      if (status.is === 'running' && started === 0) started = performance.now();
      if (progress.done !== former.progress.done) changed = performance.now();
    });
    const ended = service.start(plan(detector, conditions), { choice: backend, threads });
    for (let n = 1; n <= pauses; n++) {
      await until(
        service,
        ({ progress }) => progress.total > 0 && progress.done / progress.total >= n / (pauses + 1),
      );
      service.pause();
      // What is under way when it is held is finished, which is part of the work.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const drained = changed;
      heldMs += performance.now() - drained;
      service.resume();
    }
    await ended;
    const seconds = (performance.now() - started - heldMs) / 1000;
    stop();
    const { status, leftOut } = service.store.getState();
    if (status.is !== 'done' || leftOut > 0) throw new Error(JSON.stringify({ status, leftOut }));
    return seconds;
  }

  function until(service, holds) {
    return new Promise((resolve) => {
      const look = (state) => {
        if (!holds(state)) return;
        stop();
        resolve();
      };
      const stop = service.store.subscribe(look);
      look(service.store.getState());
    });
  }

  /** Bytes of the page and all its workers; null where the browser does not say. */
  async function memory() {
    if (!('measureUserAgentSpecificMemory' in performance)) return null;
    return (await performance.measureUserAgentSpecificMemory()).bytes;
  }

  window.benchmarkBench = {
    sourceOf,
    measure,

    /** Which detector is meant: the default, or the last that ships, which is small. */
    async detector(which) {
      const index = await loadModelIndex();
      return which === 'small' ? index.models.at(-1) : index.default;
    },

    /** Seconds for so many pictures that were never seen. */
    async seconds({ detector, backend, images, conditions, pauses }) {
      const service = createBenchmarkService(sourceOf(pictures(images)));
      const seconds = await measure(service, detector, conditions, backend, pauses);
      await service.forgetKept();
      return seconds;
    },

    /** Seconds for pictures whose scores are all kept. */
    async knownSeconds({ detector, backend, images }) {
      const files = pictures(images);
      await measure(createBenchmarkService(sourceOf(files)), detector, ['untouched'], backend, 0);
      const service = createBenchmarkService(sourceOf(files));
      const seconds = await measure(service, detector, ['untouched'], backend, 0);
      const { known, computed } = service.store.getState().progress;
      if (computed > 0 || known !== images) throw new Error(`${computed} were computed again`);
      await service.forgetKept();
      return seconds;
    },

    /** Begins a job that is held whenever `heldAfter` is asked for. */
    begin({ detector, backend, images, conditions }) {
      held = createBenchmarkService(sourceOf(pictures(images)));
      void held.start(plan(detector, conditions), { choice: backend, threads: 0 });
    },

    /** Waits until so many pictures are through, and holds the job there. Answers how many were computed, not known. */
    async heldAfter(images) {
      held.resume();
      await until(held, ({ progress, status }) => status.is === 'failed' || progress.done >= images);
      held.pause();
      const { status, progress, leftOut } = held.store.getState();
      if (status.is !== 'paused' || leftOut > 0) throw new Error(JSON.stringify({ status, leftOut }));
      return progress.computed;
    },

    memory,

    async end() {
      held.cancel();
      await held.forgetKept();
      held = null;
    },
  };
}
