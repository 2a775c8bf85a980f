import type { RuntimeReport } from '../../contracts/inference.ts';
import type { ModelCard, OperatingPoint, PreprocessingPlan } from '../../core/detector/model-card.ts';
import type { ClassifyItem, Outcome, StageTimings } from '../../state/classify-store.ts';
import { failureSentence } from './failure-sentence.ts';
import { contentSentence } from '../../ui/verdict-words.ts';
import { noteSentences } from './verdict-words.ts';

/** What was in force when the list was exported; the page around the pictures. */
export interface ExportContext {
  /** Every detector met so far, by id. */
  readonly cards: ReadonlyMap<string, ModelCard>;
  readonly report: RuntimeReport | null;
  readonly appVersion: string;
  readonly exportedAt: Date;
}

export interface ExportRow {
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
  readonly status: ClassifyItem['status'];
  readonly verdict: 'ai' | 'inconclusive' | 'camera' | 'cannot-judge' | null;
  readonly probability: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** One a crop; positive speaks for AI. */
  readonly logits: readonly number[];
  readonly cannotJudgeReason: string | null;
  readonly cannotJudgeSentence: string | null;
  readonly failureCode: string | null;
  readonly failureSentence: string | null;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly format: string | null;
  readonly jpegQuality: number | null;
  readonly notes: readonly string[];
  readonly timings: StageTimings | null;
  /** Id of the family it resembles, or 'unknown'; null where the verdict is not 'ai' or the detector tells none. */
  readonly family: string | null;
  /** Of the most probable family, named or not. */
  readonly familyProbability: number | null;
  readonly familyProbabilities: Readonly<Record<string, number>> | null;
  /** Id of the detector that judged it. */
  readonly detector: string | null;
  readonly modelSha256: string | null;
  readonly backend: string | null;
  readonly precision: string | null;
}

export interface ExportedDetector {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly operatingPoint: OperatingPoint;
  readonly preprocessing: PreprocessingPlan;
}

export interface ExportDocument {
  readonly application: 'Telltale';
  readonly appVersion: string;
  readonly exportedAt: string;
  readonly caution: string;
  /** Those that judged at least one of the pictures. */
  readonly detectors: readonly ExportedDetector[];
  readonly runtime: Pick<RuntimeReport, 'backend' | 'precision' | 'threads' | 'adapter'> | null;
  readonly pictures: readonly ExportRow[];
}

export function exportRow(item: ClassifyItem, cards: ExportContext['cards']): ExportRow {
  const { outcome, failure } = item;
  const verdict = outcome?.verdict ?? null;
  const content = outcome?.content;
  const refused = content?.judgeable === false ? content : null;
  return {
    file: item.name,
    path: item.path,
    bytes: item.byteLength,
    status: item.status,
    verdict: verdict?.kind ?? (refused ? 'cannot-judge' : null),
    probability: verdict?.probability ?? null,
    low: verdict?.low ?? null,
    high: verdict?.high ?? null,
    logits: outcome?.logits ?? [],
    cannotJudgeReason: refused?.reason ?? null,
    cannotJudgeSentence: refused ? contentSentence(refused) : null,
    failureCode: failure?.code ?? null,
    failureSentence: failure ? failureSentence(item.name, failure) : null,
    widthPx: outcome?.widthPx ?? null,
    heightPx: outcome?.heightPx ?? null,
    format: outcome?.facts.format ?? null,
    jpegQuality: outcome?.facts.jpeg?.quality?.value ?? null,
    notes: (outcome?.notes ?? []).map((note) => noteSentences[note]),
    timings: outcome?.timings ?? null,
    ...familyColumns(outcome, cards.get(outcome?.modelId ?? '')),
    detector: outcome?.modelId ?? null,
    modelSha256: outcome?.modelSha256 ?? null,
    backend: outcome?.backend ?? null,
    precision: outcome?.precision ?? null,
  };
}

function familyColumns(
  outcome: Outcome | null,
  card: ModelCard | undefined,
): Pick<ExportRow, 'family' | 'familyProbability' | 'familyProbabilities'> {
  const reading = outcome?.family;
  const names = card?.families?.names;
  if (!reading || !names) return { family: null, familyProbability: null, familyProbabilities: null };
  return {
    family: reading.named ? (names[reading.best]?.id ?? null) : 'unknown',
    familyProbability: reading.probabilities[reading.best] ?? null,
    familyProbabilities: Object.fromEntries(names.map(({ id }, i) => [id, reading.probabilities[i] ?? 0])),
  };
}

export function exportDocument(items: readonly ClassifyItem[], context: ExportContext): ExportDocument {
  const { cards, report } = context;
  const used = new Set(items.map(({ outcome }) => outcome?.modelId));
  return {
    application: 'Telltale',
    appVersion: context.appVersion,
    exportedAt: context.exportedAt.toISOString(),
    caution: 'Evidence, not proof.',
    detectors: [...cards.values()]
      .filter(({ id }) => used.has(id))
      .map(({ id, name, version, weights, operatingPoint, preprocessing }) => ({
        id,
        name,
        version,
        sha256: weights.sha256,
        operatingPoint,
        preprocessing,
      })),
    runtime: report && {
      backend: report.backend,
      precision: report.precision,
      threads: report.threads,
      adapter: report.adapter,
    },
    pictures: items.map((item) => exportRow(item, cards)),
  };
}

export function exportJson(items: readonly ClassifyItem[], context: ExportContext): string {
  return `${JSON.stringify(exportDocument(items, context), null, 2)}\n`;
}
