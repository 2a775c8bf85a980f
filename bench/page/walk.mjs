/* global window, navigator, Worker, Blob, setTimeout */

/**
 * Runs in the page: defines `window.walkBench`. Self-contained, because only its source text gets there. Needs
 * `window.harness`.
 */
export function installWalk() {
  const root = 'walk-bench';
  const atOnce = 16;

  /** As short as a walk can be, in a worker as well: one folder after another, the names counted. */
  const bareLoop = `
    async function walk(folder) {
      let files = 0;
      for await (const entry of folder.values()) {
        if (entry.kind === 'directory') files += await walk(entry);
        else files++;
      }
      return files;
    }
    onmessage = async ({ data }) => {
      const started = performance.now();
      const files = await walk(data);
      postMessage({ files, elapsedMs: performance.now() - started });
    };`;

  const handle = async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(root, { create: true });

  window.walkBench = {
    /** GenImage's layout, empty files: a walk asks for names alone. */
    async makeTree(files, filesAFolder) {
      const top = await handle();
      const generators = ['ADM', 'BigGAN', 'VQDM', 'Midjourney'];
      for (let from = 0, n = 0; from < files; from += filesAFolder, n++) {
        const generator = await top.getDirectoryHandle(generators[n % generators.length], { create: true });
        const split = await generator.getDirectoryHandle(`shard-${n}`, { create: true });
        const folder = await split.getDirectoryHandle('ai', { create: true });
        const names = Array.from(
          { length: Math.min(filesAFolder, files - from) },
          (_, i) => `${i % 1000}_adm_${from + i}.PNG`,
        );
        for (let i = 0; i < names.length; i += atOnce) {
          await Promise.all(
            names.slice(i, i + atOnce).map((name) => folder.getFileHandle(name, { create: true })),
          );
        }
      }
    },

    async bare() {
      const worker = new Worker(URL.createObjectURL(new Blob([bareLoop], { type: 'text/javascript' })));
      try {
        return await new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = (event) => reject(new Error(event.message));
          void handle().then((folder) => worker.postMessage(folder));
        });
      } finally {
        worker.terminate();
      }
    },

    /** From the request to the report: names, facts, batches, the index and the recognition of the layout. */
    async whole() {
      const client = new window.harness.DatasetClient(() => undefined);
      // Starting the worker is no part of a walk.
      await client.ask((index) => index.summary());
      const started = performance.now();
      const opened = await client.open('walk', { kind: 'folder', handle: await handle() }, () => undefined);
      const elapsedMs = performance.now() - started;
      client.close();
      if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { files: opened.value.samples, elapsedMs };
    },
  };
}
