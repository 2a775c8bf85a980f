/* global window, document */

/**
 * Runs in the page: defines `window.spectraBench`. Self-contained, because only its source text gets there. Needs
 * `window.harness`, and the pictures in the page's file input.
 */
export function installSpectra() {
  const {
    createSpectraService,
    SpectrumPool,
    genImageRecipe,
    meanSpectrumRecipe,
    RealFft2,
    fastWorkbench,
    loadFftRivals,
  } = window.harness;
  const input = document.body.appendChild(document.createElement('input'));
  input.id = 'spectra-files';
  input.type = 'file';
  input.multiple = true;
  const recipes = {
    genimage: { ...genImageRecipe, sizePx: 512 },
    mean: { ...meanSpectrumRecipe, sizePx: 512 },
  };
  const chunkImages = 10;

  /** As many chunks under way as the service has. */
  async function decodeAll(files, workers) {
    const pool = new SpectrumPool(workers, (reason) => console.error(reason));
    const chunks = [];
    for (let n = 0; n < files.length; n += chunkImages)
      chunks.push({ firstImage: n, files: files.slice(n, n + chunkImages) });
    await pool.readOnly('warm', { firstImage: 0, files: files.slice(0, 1) }, recipes.genimage);
    const started = performance.now();
    let bytes = 0;
    await Promise.all(
      Array.from({ length: 2 * workers }, async () => {
        for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
          const read = await pool.readOnly(`read:${chunk.firstImage}`, chunk, recipes.genimage);
          bytes += read.value;
        }
      }),
    );
    const ms = performance.now() - started;
    pool.stop();
    if (bytes !== files.length * 512 * 512 * 3) throw new Error(`read ${bytes} bytes`);
    return ms / 1000;
  }

  async function computeAll(kind, files, workers) {
    const service = createSpectraService({ workers });
    const done = (wanted) =>
      new Promise((resolve, reject) => {
        const end = service.store.subscribe(({ groups }) => {
          const group = groups.at(-1);
          const failed = group?.status === 'failed' || group?.status === 'empty';
          if (!failed && !(group?.status === 'done' && group.used === wanted)) return;
          end();
          if (failed) reject(new Error(group.status));
          else resolve();
        });
      });
    // Starts the workers and lets them compile.
    const warm = service.addGroup('warm', files.slice(0, 20));
    const isWarm = done(Math.min(20, files.length));
    service.compute(recipes[kind]);
    await isWarm;
    service.remove(warm);
    const isDone = done(files.length);
    const started = performance.now();
    service.addGroup('all', files);
    await isDone;
    const seconds = (performance.now() - started) / 1000;
    service.leave();
    return seconds;
  }

  /** Pictures a second that workers add up whose pixels lie ready: what the pages' own part of the work scales like. */
  async function computeRate(kind, files, workers) {
    const pool = new SpectrumPool(workers, (reason) => console.error(reason));
    const chunk = { firstImage: 0, files: files.slice(0, chunkImages) };
    const round = (times) =>
      Promise.all(
        Array.from({ length: workers }, (_, n) =>
          pool.computeOnly(`${n}:${times}`, chunk, recipes[kind], times),
        ),
      );
    await round(3);
    const answers = await round(40);
    pool.stop();
    const slowestMs = Math.max(...answers.map(({ value }) => value));
    return (workers * 40 * chunk.files.length) / (slowestMs / 1000);
  }

  window.spectraBench = {
    computeRate({ kind, workers }) {
      return computeRate(kind, [...input.files], workers);
    },

    seconds({ kind, workers, images }) {
      const files = [...input.files].slice(0, images);
      return kind === 'decode' ? decodeAll(files, workers) : computeAll(kind, files, workers);
    },

    /** Milliseconds of one 2-D transform of real numbers: the median of 40. */
    async fft(sizePx) {
      const plane = Float64Array.from({ length: sizePx * sizePx }, (_, i) => Math.sin(i * i));
      const power = new Float64Array((sizePx / 2 + 1) * sizePx);
      const plain = new RealFft2(sizePx);
      const rivals = await loadFftRivals(sizePx);
      const bench = fastWorkbench(sizePx);
      const noWindow = new Float64Array(sizePx).fill(1);
      bench.noise.set(plane);
      const all = [
        { name: 'fft2_512_ours', transform: () => bench.transform(noWindow) },
        { name: 'fft2_512_fft_js', transform: () => plain.power(plane, power) },
      ];
      for (const rival of rivals)
        all.push({ name: `fft2_512_${rival.name}`, transform: rival.prepare(plane) });
      return all.map(({ name, transform }) => {
        const times = [];
        for (let n = -10; n < 40; n++) {
          const started = performance.now();
          transform();
          if (n >= 0) times.push(performance.now() - started);
        }
        times.sort((a, b) => a - b);
        return { name, value: times[20] };
      });
    },
  };
}
