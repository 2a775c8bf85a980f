import type { Backend, RunFailure } from '../contracts/inference.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type { StartFailure } from '../contracts/opened.ts';
import type { JudgeOptions } from '../contracts/zoo.ts';
import { failed, type Result } from '../core/result.ts';
import { settingsHash, type BenchmarkDetector } from './benchmark-detector.ts';
import { engineOf, type Engine } from './benchmark-engine.ts';
import { BenchmarkTrouble } from './benchmark-trouble.ts';
import type { KeptScore } from './kept-scores.ts';

/** After so many deaths of its worker without one answer between them the detector is given up. */
const deathLimit = 4;

/** A GPU that is lost this often is not used again in this job. */
const deviceLossLimit = 2;

/** Changes whenever the way from a file to a logit does, so that scores of another version are not taken for this one's. */
const pipelineVersion = 1;

/** One detector of a job: loaded once, and again where its worker or its device is lost. */
export class BenchmarkJudge {
  readonly detector: BenchmarkDetector;
  readonly #options: JudgeOptions;
  readonly #engine: Engine;
  readonly #settingsHash: string;
  #ready: Promise<Result<Backend, StartFailure | Cancelled>> | undefined;
  #backend: Backend | null = null;
  #losses = 0;
  #loads = 0;
  #deaths = 0;
  #lastDeath = '';

  constructor(detector: BenchmarkDetector, options: JudgeOptions, onNotice: (text: string) => void) {
    this.detector = detector;
    this.#options = options;
    this.#settingsHash = settingsHash(detector);
    this.#engine = engineOf(detector.source, (reason) => {
      this.#ready = undefined;
      this.#deaths++;
      this.#lastDeath = reason;
      onNotice(`The worker of ${this.name} stopped (${reason}) and is started again.`);
    });
  }

  get name(): string {
    return this.detector.measured.name;
  }

  /** null before it was loaded. */
  get backend(): Backend | null {
    return this.#backend;
  }

  /** Names all that a score depends on, the picture aside: weights, preprocessing, backend and condition. */
  laneKey(condition: string): string {
    const weights = this.detector.sha256.slice(0, 16);
    return `${weights}:${this.#settingsHash}:${this.#backend ?? '?'}:${String(pipelineVersion)}:${condition}`;
  }

  /** @throws WorkerDied, WorkerStopped */
  ready(
    onProgress: (fraction: number | null) => void = () => undefined,
  ): Promise<Result<Backend, StartFailure | Cancelled>> {
    this.#ready ??= this.#load(onProgress);
    return this.#ready;
  }

  /**
   * @param tensor is transferred and gone afterwards
   * @throws WorkerDied, WorkerStopped; BenchmarkTrouble where it cannot be started, or its worker ends again and again
   */
  async score(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    weights: readonly number[],
    sizePx: number,
  ): Promise<Result<KeptScore, RunFailure | Cancelled>> {
    if (this.#deaths >= deathLimit)
      throw new BenchmarkTrouble({
        code: 'detector-died',
        detector: this.name,
        detail: this.#lastDeath,
      });
    const ready = await this.ready();
    if (!ready.ok) {
      if (ready.failure.code === 'cancelled') return failed(ready.failure);
      throw new BenchmarkTrouble({
        code: 'no-detector',
        detector: this.name,
        failure: ready.failure,
      });
    }
    const answer = await this.#engine.run(job, tensor, weights, sizePx);
    if (answer.ok) this.#deaths = 0;
    else if (answer.failure.code === 'device-lost') {
      this.#losses++;
      this.#ready = undefined;
      this.#engine.stop();
    }
    return answer;
  }

  cancel(job: JobId): void {
    this.#engine.cancel(job);
  }

  /** Ends the worker and frees its memory. */
  stop(): void {
    this.#ready = undefined;
    this.#engine.stop();
  }

  async #load(
    onProgress: (fraction: number | null) => void,
  ): Promise<Result<Backend, StartFailure | Cancelled>> {
    const choice = this.#losses >= deviceLossLimit ? 'wasm' : this.#options.choice;
    const job = `load:${this.detector.measured.id}:${String(++this.#loads)}` as JobId;
    const loaded = await this.#engine.load(job, { ...this.#options, choice }, onProgress);
    if (loaded.ok) this.#backend = loaded.value;
    return loaded;
  }
}
