import type { PreparationNote } from '../../contracts/prepare.ts';
import type { FamilyReading } from '../../core/detector/family.ts';
import type { Families, ModelCard, OperatingPoint } from '../../core/detector/model-card.ts';
import type { ClassifyItem, Outcome, RuntimeState } from '../../state/classify-store.ts';
import { verdictWords } from '../../ui/verdict-words.ts';
import { bytes, finePercent, integer, percent, percentRange, plural } from '../../ui/format.ts';
import { countKinds, kindOf, type ItemKind } from './item-view.ts';

export const kindWords: Record<ItemKind, string> = {
  ...verdictWords,
  unjudged: 'Cannot judge',
  failed: 'Failed',
  cancelled: 'Cancelled',
  pending: 'Waiting',
};

/** Shorter, for chips and filters. */
export const kindChips: Record<ItemKind, string> = {
  ai: 'Likely AI',
  inconclusive: 'Inconclusive',
  camera: 'Likely camera',
  unjudged: 'Cannot judge',
  failed: 'Failed',
  cancelled: 'Cancelled',
  pending: 'Waiting',
};

export function statusWords(item: ClassifyItem): string {
  switch (item.status) {
    case 'queued':
      return 'Waiting';
    case 'preparing':
      return 'Reading';
    case 'running':
      return 'Judging';
    case 'done':
    case 'failed':
    case 'cancelled':
      return kindChips[kindOf(item)];
    default:
      item.status satisfies never;
      return '';
  }
}

/** One line that a screen reader reads for a row: 'cat.jpg, Likely AI-generated, 87 %'. */
export function rowLabel(item: ClassifyItem): string {
  const verdict = item.outcome?.verdict;
  const words = item.status === 'done' ? kindWords[kindOf(item)] : statusWords(item);
  return verdict ? `${item.name}, ${words}, ${percent(verdict.probability)}` : `${item.name}, ${words}`;
}

/** What the setting costs, in measured numbers of the card. */
export function operatingSentence({ falsePositiveRate: rate }: OperatingPoint): string {
  return (
    `At this setting ${finePercent(rate.value)} of ${integer(rate.images)} validation photographs were called AI ` +
    `(95 % interval ${finePercent(rate.low)} to ${finePercent(rate.high)}).`
  );
}

/**
 * What a verdict other than 'AI' is worth. `missRate` counts AI pictures at or below `cameraBelow`; the share that was
 * recognised is the range over the measured conditions.
 */
export function missSentence({
  operatingPoint,
  measured,
}: Pick<ModelCard, 'operatingPoint' | 'measured'>): string {
  const rate = operatingPoint.missRate;
  const found = measured.map(({ truePositiveRate }) => truePositiveRate);
  const missed =
    `Of ${integer(rate.images)} validation pictures made by AI, ${finePercent(rate.value)} were called camera photographs ` +
    `(${finePercent(rate.low)} to ${finePercent(rate.high)})`;
  if (found.length === 0) return `${missed}.`;
  return `${missed} and ${percentRange(Math.min(...found), Math.max(...found))} were called AI, depending on compression; the rest were inconclusive.`;
}

/** What kind of generator it looks like, or that this cannot be said. */
export function familySentence({ probabilities, best, named }: FamilyReading, { names }: Families): string {
  const family = names[best];
  if (!named || !family)
    return 'Generator family: unknown. It resembles none of the families the detector knows well enough to name one.';
  return `Resembles: ${family.name} (${percent(probabilities[best] ?? 0)}), as ${family.examples}.`;
}

/** Beside a verdict of AI on a picture without colours: the rates of the card do not hold for all of these. */
export const noColoursCaution =
  'The picture is black and white, or toned in one colour. No scans of old photographs were in training, and they are ' +
  'called AI more often than the rate below says.';

export const noteSentences: Record<PreparationNote, string> = {
  'alpha-on-white': 'Transparent areas were laid on white.',
  'first-frame': 'It has several frames; only the first was judged.',
  'deep-colour-reduced': 'More than 8 bits a channel were reduced to 8.',
  'no-colours': 'It is black and white, or toned in one colour.',
};

export const orientationWords: Record<number, string> = {
  1: 'upright',
  2: 'mirrored',
  3: 'turned by 180°',
  4: 'mirrored, turned by 180°',
  5: 'mirrored, turned left',
  6: 'turned right',
  7: 'mirrored, turned right',
  8: 'turned left',
};

export function decoderWords(decoder: Outcome['decoder']): string {
  return decoder === 'browser' ? 'the browser' : 'a decoder of this page';
}

/** What the loading bar says. `totalBytes` is the size of the weights, where the card is known. */
export function loadingWords(
  runtime: Extract<RuntimeState, { status: 'loading' }>,
  totalBytes: number | null,
): string {
  switch (runtime.phase) {
    case 'download':
      if (runtime.doneBytes === 0) return 'Downloading the detector';
      return totalBytes === null
        ? `Downloading the detector: ${bytes(runtime.doneBytes)}`
        : `Downloading the detector: ${bytes(runtime.doneBytes)} of ${bytes(totalBytes)}`;
    case 'runtime':
      return 'Fetching the engine that runs the detector';
    case 'start':
      return 'Starting the detector';
    case 'self-test':
      return 'Checking its numbers against the stored self-test';
    default:
      runtime.phase satisfies never;
      return 'Loading';
  }
}

/** Said once when a batch ends, not once a picture. */
export function batchSummary(items: readonly ClassifyItem[]): string {
  const [only] = items;
  if (!only) return '';
  if (items.length === 1) return `${rowLabel(only)}.`;
  const counts = countKinds(new Map(items.map((item) => [item.id, item])));
  const parts = (['ai', 'inconclusive', 'camera', 'unjudged', 'failed'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${integer(counts[kind])} ${kindWords[kind].toLowerCase().replace('ai-', 'AI-')}`);
  return `${plural(items.length, 'picture')} finished: ${parts.join(', ')}.`;
}
