import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BackendChoice, LoadFailure, RunFailure, RuntimeReport } from '../contracts/inference.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import { mean } from '../core/detector/calibration.ts';
import { readFamily } from '../core/detector/family.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import { failed, success, type Result } from '../core/result.ts';
import type { BenchmarkFailure } from '../state/benchmark-store.ts';
import { InferenceClient } from './inference-client.ts';
import type { KeptScore } from './kept-scores.ts';
import { modelFolderUrl } from './model-catalogue.ts';

export interface JudgeOptions {
  readonly choice: BackendChoice;
  readonly threads: number;
}

/** The detector cannot be started, or its worker ends again and again: no picture can be judged by it any more. */
export class DetectorUnavailable extends Error {
  override readonly name = 'DetectorUnavailable';
  readonly failure: BenchmarkFailure;

  constructor(failure: BenchmarkFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** After so many deaths of its worker without one answer between them the detector is given up. */
const deathLimit = 4;

/** A GPU that is lost this often is not used again in this job. */
const deviceLossLimit = 2;

/** Changes whenever the way from a file to a logit does, so that scores of another version are not taken for this one's. */
const pipelineVersion = 1;

/** One detector of a job: loaded once, and again where its worker or its device is lost. */
export class BenchmarkJudge {
  readonly card: ModelCard;
  readonly #options: JudgeOptions;
  readonly #client: InferenceClient;
  readonly #planHash: string;
  #ready: Promise<Result<RuntimeReport, LoadFailure | Cancelled>> | undefined;
  #report: RuntimeReport | null = null;
  #losses = 0;
  #loads = 0;
  #deaths = 0;
  #lastDeath = '';

  constructor(card: ModelCard, options: JudgeOptions, onNotice: (text: string) => void) {
    this.card = card;
    this.#options = options;
    this.#planHash = bytesToHex(sha256(utf8ToBytes(JSON.stringify(card.preprocessing)))).slice(0, 16);
    this.#client = new InferenceClient((reason) => {
      this.#ready = undefined;
      this.#deaths++;
      this.#lastDeath = reason;
      onNotice(`The worker of ${card.name} stopped (${reason}) and is started again.`);
    });
  }

  get report(): RuntimeReport | null {
    return this.#report;
  }

  /** Names all that a score depends on, the picture aside: weights, preprocessing, backend and condition. */
  laneKey(condition: string): string {
    const weights = this.card.weights.sha256.slice(0, 16);
    return `${weights}:${this.#planHash}:${this.#report?.backend ?? '?'}:${String(pipelineVersion)}:${condition}`;
  }

  /** @throws WorkerDied, WorkerStopped */
  ready(
    onProgress: (fraction: number | null) => void = () => undefined,
  ): Promise<Result<RuntimeReport, LoadFailure | Cancelled>> {
    this.#ready ??= this.#load(onProgress);
    return this.#ready;
  }

  /**
   * @param tensor is transferred and gone afterwards
   * @throws WorkerDied, WorkerStopped, DetectorUnavailable
   */
  async score(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    count: number,
    sizePx: number,
  ): Promise<Result<KeptScore, RunFailure | Cancelled>> {
    if (this.#deaths >= deathLimit)
      throw new DetectorUnavailable({
        code: 'detector-died',
        detector: this.card.name,
        detail: this.#lastDeath,
      });
    const ready = await this.ready();
    if (!ready.ok) {
      if (ready.failure.code === 'cancelled') return failed(ready.failure);
      throw new DetectorUnavailable({
        code: 'no-detector',
        detector: this.card.name,
        failure: ready.failure,
      });
    }
    const answer = await this.#client.run(job, tensor, count, sizePx);
    if (!answer.ok) {
      if (answer.failure.code === 'device-lost') {
        this.#losses++;
        this.#ready = undefined;
        this.#client.recycle();
      }
      return answer;
    }
    this.#deaths = 0;
    const { logits, familyLogits } = answer.value;
    if (!logits.every(Number.isFinite))
      return failed({ code: 'run-failed', detail: 'its logits are not finite numbers' });
    const { families } = this.card;
    const reading = families && familyLogits ? readFamily(familyLogits, count, families) : null;
    return success({ logit: mean(logits), family: reading?.named ? reading.best : null });
  }

  cancel(job: JobId): void {
    this.#client.cancel(job);
  }

  /** Ends the worker and frees its memory. */
  stop(): void {
    this.#ready = undefined;
    this.#client.recycle();
  }

  async #load(
    onProgress: (fraction: number | null) => void,
  ): Promise<Result<RuntimeReport, LoadFailure | Cancelled>> {
    const choice = this.#losses >= deviceLossLimit ? 'wasm' : this.#options.choice;
    const job = `load:${this.card.id}:${String(++this.#loads)}` as JobId;
    const options = { ...this.#options, choice, modelUrl: modelFolderUrl(this.card.id) };
    const loaded = await this.#client.load(job, this.card, options, ({ phase, done, total }) => {
      onProgress(phase === 'download' && total > 0 ? done / total : null);
    });
    if (loaded.ok) this.#report = loaded.value;
    return loaded;
  }
}
