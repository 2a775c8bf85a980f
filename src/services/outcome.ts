import type { PreparedImage } from '../contracts/prepare.ts';
import type { RunAnswer } from '../contracts/inference.ts';
import { readFamily, type FamilyReading } from '../core/detector/family.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import { judge, type Verdict } from '../core/detector/verdict.ts';
import { success } from '../core/result.ts';
import type { Outcome } from '../state/classify-store.ts';
import type { ReadyRuntime } from './runtime-host.ts';

/** What a picture that cannot be judged gets in place of a run. */
const noAnswer: RunAnswer = { logits: [], familyLogits: null, inferenceMs: 0 };
export const nothingToRun = success(noAnswer);

/** What is kept of a judged picture: facts, verdict and timings, no pixels. */
export function outcomeOf(
  prepared: PreparedImage,
  { card, report }: ReadyRuntime,
  answer: RunAnswer,
  totalMs: number,
): Outcome {
  const { logits, inferenceMs } = answer;
  const { facts, widthPx, heightPx, decoder, notes, content, cropRects, cropWeights, timings } = prepared;
  const verdict = content.judgeable
    ? judge(logits, cropWeights, card.calibration, card.operatingPoint)
    : null;
  return {
    facts,
    widthPx,
    heightPx,
    decoder,
    notes,
    content,
    verdict,
    logits,
    family: familyOf(verdict, answer, cropWeights, card),
    cropRects,
    cropWeights,
    timings: { ...timings, inferenceMs, totalMs },
    modelId: card.id,
    modelSha256: card.weights.sha256,
    backend: report.backend,
    precision: report.precision,
  };
}

/** Only a picture that is likely AI-generated has a generator whose family could be asked for. */
function familyOf(
  verdict: Verdict | null,
  { familyLogits }: RunAnswer,
  weights: readonly number[],
  { families }: ModelCard,
): FamilyReading | null {
  if (verdict?.kind !== 'ai' || !families || !familyLogits) return null;
  return readFamily(familyLogits, weights, families);
}
