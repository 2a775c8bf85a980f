import type { RuntimeReport } from '../../contracts/inference.ts';
import type { ModelCard, ModelIndex } from '../../core/detector/model-card.ts';
import type { ClassifyState } from '../../state/classify-store.ts';

/** The cards of the detectors that ship, in the order of the index; empty until the list is here. */
export function shippedCards(index: ModelIndex | null, cards: ReadonlyMap<string, ModelCard>): ModelCard[] {
  return (index?.models ?? []).map((id) => cards.get(id)).filter((card) => card !== undefined);
}

/** What sets a detector apart from the others, in a phrase. A card that has none of its own is told by its size. */
export function choicePhrase(card: ModelCard, all: readonly ModelCard[], defaultId: string): string {
  if (card.inShort !== undefined) return card.inShort;
  if (card.id === defaultId) return 'the default';
  const smallest = all.every(({ weights }) => card.weights.bytes <= weights.bytes);
  return smallest ? 'the smallest' : 'another choice';
}

/** The value of `?detector=` that chooses this one: the default goes without. */
export function detectorSearch(id: string, defaultId: string): { readonly detector: string | undefined } {
  return { detector: id === defaultId ? undefined : id };
}

/** A detector below this counts as small: for devices that would be slow with a larger one. */
export const smallBytes = 1_000_000;

/** The smallest detector, where it is small and another one is chosen. */
export function smallDetector(cards: readonly ModelCard[], chosen: ModelCard | null): ModelCard | null {
  if (!chosen) return null;
  const [smallest] = [...cards].sort((a, b) => a.weights.bytes - b.weights.bytes);
  const helps = smallest && smallest.weights.bytes < Math.min(smallBytes, chosen.weights.bytes);
  return helps ? smallest : null;
}

/** One picture longer than this is slow. */
export const slowMs = 3000;

/** How many pictures are measured before a device is called slow or not. */
const measuredPictures = 3;

/** Mean time that the detector took for each of the first pictures it judged; null before the first. */
export function firstInferenceMs(
  { items, order }: Pick<ClassifyState, 'items' | 'order'>,
  detectorId: string,
): number | null {
  const times: number[] = [];
  for (const id of order) {
    const outcome = items.get(id)?.outcome;
    if (outcome?.modelId === detectorId && outcome.logits.length > 0) times.push(outcome.timings.inferenceMs);
    if (times.length === measuredPictures) break;
  }
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length;
}

export type Weakness = 'one-thread' | 'few-cores' | 'slow';

/** Why a smaller detector would serve this device better; null where it would not. */
export function weaknessOf(
  report: Pick<RuntimeReport, 'backend' | 'crossOriginIsolated'> | null,
  cores: number,
  inferenceMs: number | null,
): Weakness | null {
  if (inferenceMs !== null && inferenceMs > slowMs) return 'slow';
  if (report?.backend !== 'wasm') return null;
  if (!report.crossOriginIsolated) return 'one-thread';
  return cores <= 2 ? 'few-cores' : null;
}

export const weaknessWords: Record<Weakness, string> = {
  'one-thread': 'The detector runs on one processor thread here.',
  'few-cores': 'This device has few processor cores.',
  slow: 'Judging is slow on this device.',
};
