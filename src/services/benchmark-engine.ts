import type { Backend, RunFailure } from '../contracts/inference.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type { StartFailure, OpenedSource } from '../contracts/opened.ts';
import type { DetectorSource, JudgeOptions } from '../contracts/zoo.ts';
import { weightedMean } from '../core/detector/crop-weights.ts';
import { readFamily } from '../core/detector/family.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import { failed, success, type Result } from '../core/result.ts';
import { InferenceClient } from './inference-client.ts';
import type { KeptScore } from './kept-scores.ts';
import { OpenedClient } from './opened-client.ts';

/** What runs a detector. Calls throw WorkerDied and WorkerStopped. */
export interface Engine {
  /** Answers what it runs on. Progress is a fraction, null where its end is not known. */
  load(
    job: JobId,
    options: JudgeOptions,
    onProgress: (fraction: number | null) => void,
  ): Promise<Result<Backend, StartFailure | Cancelled>>;
  /**
   * @param tensor is transferred and gone afterwards
   * @param weights how much each of its crops counts
   */
  run(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    weights: readonly number[],
    sizePx: number,
  ): Promise<Result<KeptScore, RunFailure | Cancelled>>;
  cancel(job: JobId): void;
  /** Ends the worker; the next load starts another. */
  stop(): void;
}

export function engineOf(source: DetectorSource, onDied: (reason: string) => void): Engine {
  return source.kind === 'shipped'
    ? shippedEngine(source.card, source.folderUrl, onDied)
    : openedEngine(source, onDied);
}

/** A detector of this page: the weighted mean of its crops' logits, and the family where it names one. */
function shippedEngine(card: ModelCard, modelUrl: string, onDied: (reason: string) => void): Engine {
  const client = new InferenceClient(onDied);
  return {
    async load(job, options, onProgress) {
      const loaded = await client.load(job, card, { ...options, modelUrl }, ({ phase, done, total }) => {
        onProgress(phase === 'download' && total > 0 ? done / total : null);
      });
      return loaded.ok ? success(loaded.value.backend) : loaded;
    },
    async run(job, tensor, weights, sizePx) {
      const answer = await client.run(job, tensor, weights.length, sizePx);
      if (!answer.ok) return answer;
      const { logits, familyLogits } = answer.value;
      if (!logits.every(Number.isFinite))
        return failed({ code: 'run-failed', detail: 'its logits are not finite numbers' });
      const { families } = card;
      const reading = families && familyLogits ? readFamily(familyLogits, weights, families) : null;
      return success({ logit: weightedMean(logits, weights), family: reading?.named ? reading.best : null });
    },
    cancel: (job) => {
      client.cancel(job);
    },
    stop: () => {
      client.recycle();
    },
  };
}

/** An opened detector: its logit, or its share of AI where it has none. */
function openedEngine(source: OpenedSource, onDied: (reason: string) => void): Engine {
  const client = new OpenedClient(onDied);
  return {
    load: (job, options, onProgress) =>
      client.load(job, source, options, ({ done, total }) => {
        onProgress(total > 0 ? done / total : null);
      }),
    async run(job, tensor, weights, sizePx) {
      const answer = await client.run(job, tensor, weights, sizePx);
      if (!answer.ok) return answer;
      const score = answer.value;
      if (score.kind !== 'score') return failed({ code: 'run-failed', detail: 'it gives no score of AI' });
      return success({ logit: score.logit ?? score.ai, family: null });
    },
    cancel: (job) => {
      client.cancel(job);
    },
    stop: () => {
      client.recycle();
    },
  };
}
