import type { PreparedImage } from '../contracts/prepare.ts';
import { judge } from '../core/detector/verdict.ts';
import type { Outcome } from '../state/classify-store.ts';
import type { ReadyRuntime } from './runtime-host.ts';

/** What a picture that cannot be judged gets in place of a run. */
export const nothingToRun = { ok: true, value: { logits: [] as readonly number[], inferenceMs: 0 } } as const;

/** What is kept of a judged picture: facts, verdict and timings, no pixels. */
export function outcomeOf(
  prepared: PreparedImage,
  { card, report }: ReadyRuntime,
  { logits, inferenceMs }: { readonly logits: readonly number[]; readonly inferenceMs: number },
  totalMs: number,
): Outcome {
  const { facts, widthPx, heightPx, decoder, notes, content, cropRects, timings } = prepared;
  return {
    facts,
    widthPx,
    heightPx,
    decoder,
    notes,
    content,
    verdict: content.judgeable ? judge(logits, card.calibration, card.operatingPoint) : null,
    logits,
    cropRects,
    timings: { ...timings, inferenceMs, totalMs },
    modelId: card.id,
    modelSha256: card.weights.sha256,
    backend: report.backend,
    precision: report.precision,
  };
}
