import type {
  Backend,
  InferenceApi,
  LoadFailure,
  LoadOptions,
  LoadPhase,
  Refusal,
  RunAnswer,
  RunFailure,
  RuntimeReport,
} from '../contracts/inference.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import { selfTestDriftOf, selfTestTensor } from '../core/detector/self-test.ts';
import { failed, success, type Result } from '../core/result.ts';
import { findAdapter, type AdapterFacts } from './gpu-adapter.ts';
import { cancelled, Jobs } from './jobs.ts';
import { fetchModel } from './model-store.ts';
import { fetchOrtBuild } from './ort-build.ts';
import { createDetector, endsOf, type Detector } from './ort-runtime.ts';
import { progressReporter } from './progress.ts';
import { runOn } from './run-on.ts';
import { chooseThreads } from './threads.ts';
import { messageOf } from '../core/error-message.ts';

interface Started {
  readonly detector: Detector;
  readonly threads: number;
  readonly selfTestDrift: number;
  readonly warmUpMs: number;
}

interface Loaded {
  readonly detector: Detector;
  /** Set when the GPU device is gone. */
  lostBecause: string | undefined;
}

export function createInferenceApi(): InferenceApi {
  const jobs = new Jobs();
  let loaded: Loaded | undefined;
  // ORT runs one picture at a time: each run waits for the one before it.
  let tail: Promise<unknown> = Promise.resolve();

  const load: InferenceApi['load'] = (job, card, options, onProgress) =>
    jobs.run(job, async () => {
      const started = performance.now();
      const report = (phase: LoadPhase) => progressReporter(job, phase, onProgress);
      const download = report('download');
      const { file, bytes, sha256 } = card.weights;
      const model = await fetchModel({ url: options.modelUrl + file, bytes, sha256 }, (done) => {
        download(done, bytes);
      });
      if (!model.ok) return model;
      if (!(await jobs.passes(job))) return cancelled;
      const { detector, ...rest } = await startFirstThatWorks(card, model.value.bytes, options, report);
      if (!detector) return failed<LoadFailure>({ code: 'no-backend', refusals: rest.refusals });
      await loaded?.detector.release();
      loaded = watch(detector.detector);
      return success(
        describe(card, detector, rest.adapter, rest.refusals, {
          modelFrom: model.value.from,
          loadMs: performance.now() - started,
        }),
      );
    });

  const run: InferenceApi['run'] = (job, tensor, count, sizePx) => {
    const turn = tail.then(() => jobs.run(job, () => runOnce(job, tensor, count, sizePx)));
    tail = turn;
    return turn;
  };

  async function runOnce(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    count: number,
    sizePx: number,
  ): Promise<Result<RunAnswer, RunFailure | Cancelled>> {
    const running = loaded;
    if (!running) return failed<RunFailure>({ code: 'not-loaded' });
    if (!(await jobs.passes(job))) return cancelled;
    const gone = lossOf(running);
    if (gone) return gone;
    const started = performance.now();
    const { detector } = running;
    const answer = await runOn(detector, () => detector.run(tensor, count, sizePx));
    return answer.ok
      ? success({ ...answer.value, inferenceMs: performance.now() - started })
      : failed<RunFailure>(answer.failure);
  }

  return {
    load,
    run,
    cancel: (job) => {
      jobs.cancel(job);
    },
  };
}

/** Notes the loss of the device when it happens, so that the next run need not find out. */
function watch(detector: Detector): Loaded {
  const loaded: Loaded = { detector, lostBecause: undefined };
  void detector.lost.then((reason) => {
    loaded.lostBecause = reason;
  });
  return loaded;
}

function lossOf({ lostBecause }: Loaded) {
  return lostBecause === undefined
    ? undefined
    : failed<RunFailure>({ code: 'device-lost', detail: lostBecause });
}

type Report = (phase: LoadPhase) => (done: number, total: number) => void;

interface Attempt {
  readonly detector: Started | undefined;
  readonly adapter: AdapterFacts | null;
  readonly refusals: readonly Refusal[];
}

/** WebGPU, then WASM; what is refused is kept with its reason. */
async function startFirstThatWorks(
  card: ModelCard,
  model: Uint8Array<ArrayBuffer>,
  options: LoadOptions,
  report: Report,
): Promise<Attempt> {
  const refusals: Refusal[] = [];
  const adapter = await findAdapter(options.choice);
  if (adapter.ok) {
    const started = await start('webgpu', card, model, 1, report);
    if (started.ok) return { detector: started.value, adapter: adapter.value, refusals };
    refusals.push({ backend: 'webgpu', reason: started.failure });
  } else {
    refusals.push({ backend: 'webgpu', reason: adapter.failure });
  }
  const started = await start('wasm', card, model, chooseThreads(options.threads), report);
  if (started.ok) return { detector: started.value, adapter: null, refusals };
  refusals.push({ backend: 'wasm', reason: started.failure });
  return { detector: undefined, adapter: null, refusals };
}

/** Creates the session and lets it prove itself: the stored tensor must give the stored logits. */
async function start(
  backend: Backend,
  card: ModelCard,
  model: Uint8Array<ArrayBuffer>,
  threads: number,
  report: Report,
): Promise<Result<Started, string>> {
  let detector: Detector | undefined;
  try {
    const build = await fetchOrtBuild(backend, report('runtime'));
    if (!build.ok) return failed(`the runtime could not be fetched (${build.failure.code})`);
    report('start')(0, 0);
    detector = await createDetector(backend, build.value, model, threads, endsOf(card));
    report('self-test')(0, 1);
    const started = performance.now();
    const [count, , sizePx] = card.selfTest.shape;
    const answer = await detector.run(selfTestTensor(card), count, sizePx);
    const warmUpMs = performance.now() - started;
    report('self-test')(1, 1);
    const selfTestDrift = selfTestDriftOf(card, answer);
    const limit = card.selfTest.maxAbsDifference[backend];
    if (selfTestDrift <= limit) return success({ detector, threads, selfTestDrift, warmUpMs });
    await detector.release();
    return failed(`self-test: logits differ by ${selfTestDrift.toPrecision(2)}, allowed ${limit}`);
  } catch (error) {
    await detector?.release().catch(() => undefined);
    return failed(messageOf(error));
  }
}

function describe(
  card: ModelCard,
  { detector, threads, selfTestDrift, warmUpMs }: Started,
  adapter: AdapterFacts | null,
  refusals: readonly Refusal[],
  loading: Pick<RuntimeReport, 'modelFrom' | 'loadMs'>,
): RuntimeReport {
  return {
    modelId: card.id,
    backend: detector.backend,
    adapter: adapter?.name ?? null,
    softwareAdapter: adapter?.software ?? false,
    precision: card.weights.precision,
    threads,
    crossOriginIsolated: self.crossOriginIsolated,
    selfTestDrift,
    selfTestLimit: card.selfTest.maxAbsDifference[detector.backend],
    refusals,
    warmUpMs,
    ...loading,
  };
}
