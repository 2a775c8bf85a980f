import type { Refusal } from '../contracts/inference.ts';
import type { Cancelled, JobId, Progress } from '../contracts/job.ts';
import type {
  DetectorSource,
  Judgement,
  JudgeFailure,
  JudgeOptions,
  JudgePhase,
  MeasurePhase,
  Speed,
} from '../contracts/zoo.ts';
import { median } from '../core/detector/speed.ts';
import { failed, success, type Result } from '../core/result.ts';
import { cancelled, type Jobs } from './jobs.ts';
import type { Judge, PreparedPicture } from './judge.ts';
import { judgeOf } from './judge-of.ts';
import { withPicture } from './open-picture.ts';
import type { Network } from './ort-network.ts';
import { progressReporter } from './progress.ts';
import { runOn } from './run-on.ts';
import { startNetwork } from './start-network.ts';

interface Loaded {
  readonly key: string;
  readonly network: Network;
  readonly threads: number;
  readonly refusals: readonly Refusal[];
}

type Outcome<T> = Result<T, JudgeFailure | Cancelled>;

interface Call<Phase extends string> {
  readonly job: JobId;
  readonly detector: DetectorSource;
  readonly options: JudgeOptions;
  readonly onProgress: (progress: Progress & { readonly phase: Phase }) => void;
}

type JudgeCall = Call<JudgePhase> & { readonly picture: Blob };

function reporter<Phase extends string>({ job, onProgress }: Call<Phase>, phase: Phase) {
  return progressReporter(job, phase, onProgress);
}

/** Enough for a median; fewer where each takes long. */
const [leastRuns, mostRuns, enoughMs] = [3, 20, 6000];

/** Runs one detector after another on pictures; the last network stays loaded, and only that one. */
export class NetworkHolder {
  readonly #jobs: Jobs;
  #loaded: Loaded | undefined;

  constructor(jobs: Jobs) {
    this.#jobs = jobs;
  }

  /** Calls must not overlap. */
  async judge(call: JudgeCall): Promise<Outcome<Judgement>> {
    const { job, picture, detector } = call;
    const judge = judgeOf(detector);
    reporter(call, 'picture')(0, 0);
    const started = performance.now();
    const prepared = await withPicture(this.#jobs, job, picture, 'auto', ({ decoded: { source } }) =>
      Promise.resolve(judge.prepare(source)),
    );
    if (!prepared.ok)
      return prepared.failure.code === 'cancelled'
        ? cancelled
        : failed({ code: 'picture', failure: prepared.failure });
    const prepareMs = performance.now() - started;
    const { refused, looked } = prepared.value;
    if (!refused) return this.#ask(judge, call, prepared.value, prepareMs);
    const score = { kind: 'unjudged', content: refused } as const;
    const nothing = { outputs: [], backend: null, refusals: [], loadMs: 0, inferenceMs: 0 };
    return success({ looked, ...nothing, score, prepareMs });
  }

  /** Calls must not overlap. */
  async measure(call: Call<MeasurePhase>): Promise<Outcome<Speed>> {
    const judge = judgeOf(call.detector);
    const loaded = await this.#load(judge, call);
    if (!loaded.ok) return loaded;
    const { network, threads } = loaded.value;
    const report = reporter(call, 'run');
    const { dims, outputs, tensor } = judge.load;
    const data = tensor();
    const times: number[] = [];
    const begun = performance.now();
    // The first run of a shape sets up what the others reuse, so it does not count.
    for (let run = 0; run <= mostRuns; run++) {
      if (!(await this.#jobs.passes(call.job))) return cancelled;
      const started = performance.now();
      const answer = await runOn(network, () => network.run(judge.probe.input, data, dims, outputs));
      if (!answer.ok) return answer;
      const ended = performance.now();
      if (run > 0) times.push(ended - started);
      report(run, mostRuns);
      if (times.length >= leastRuns && ended - begun > enoughMs) break;
    }
    report(mostRuns, mostRuns);
    return success({ backend: network.backend, threads, medianMs: median(times), runs: times.length });
  }

  async #ask(
    judge: Judge,
    call: JudgeCall,
    prepared: PreparedPicture,
    prepareMs: number,
  ): Promise<Outcome<Judgement>> {
    const { job } = call;
    const { tensor, weights, looked } = prepared;
    const started = performance.now();
    const loaded = await this.#load(judge, call);
    if (!loaded.ok) return loaded;
    const loadMs = performance.now() - started;
    if (!(await this.#jobs.passes(job))) return cancelled;
    reporter(call, 'run')(0, 0);
    const { network, refusals } = loaded.value;
    const runStarted = performance.now();
    const answer = await runOn(network, () =>
      judge.answer(network, { tensor, weights, sizePx: looked.squarePx }),
    );
    if (!answer.ok) return answer;
    const inferenceMs = performance.now() - runStarted;
    const { backend } = network;
    return success({ looked, ...answer.value, backend, refusals, prepareMs, loadMs, inferenceMs });
  }

  /** Lets go of the network that is loaded. */
  async release(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = undefined;
    await loaded?.network.release();
  }

  async #load(judge: Judge, call: Call<JudgePhase> | Call<MeasurePhase>): Promise<Outcome<Loaded>> {
    const { job, options } = call;
    const key = `${judge.key} ${options.choice} ${options.threads}`;
    if (this.#loaded?.key === key) return success(this.#loaded);
    // First out with the old one: two networks at once may be more than WASM's memory holds.
    await this.release();
    const files = await judge.files(reporter(call, 'download'));
    if (!files.ok) return files;
    if (!(await this.#jobs.passes(job))) return cancelled;
    reporter(call, 'start')(0, 0);
    const started = await startNetwork(files.value, judge.probe, options);
    if (!started.ok) return failed({ code: 'load', failure: started.failure });
    this.#loaded = { key, ...started.value };
    return success(this.#loaded);
  }
}
