import type { RuntimeReport } from '../../contracts/inference.ts';
import type { ModelCard, OperatingPoint, PreprocessingPlan } from '../../core/detector/model-card.ts';
import type { ClassifyItem, StageTimings } from '../../state/classify-store.ts';
import { failureSentence } from './failure-sentence.ts';
import { contentSentence, noteSentences } from './verdict-words.ts';

/** What was in force when the list was exported; the page around the pictures. */
export interface ExportContext {
  readonly card: ModelCard | null;
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
  readonly modelId: string | null;
  readonly modelSha256: string | null;
  readonly backend: string | null;
  readonly precision: string | null;
}

export interface ExportDocument {
  readonly application: 'Telltale';
  readonly appVersion: string;
  readonly exportedAt: string;
  readonly caution: string;
  readonly model: {
    readonly id: string;
    readonly version: string;
    readonly sha256: string;
    readonly operatingPoint: OperatingPoint;
    readonly preprocessing: PreprocessingPlan;
  } | null;
  readonly runtime: Pick<RuntimeReport, 'backend' | 'precision' | 'threads' | 'adapter'> | null;
  readonly pictures: readonly ExportRow[];
}

export function exportRow(item: ClassifyItem): ExportRow {
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
    modelId: outcome?.modelId ?? null,
    modelSha256: outcome?.modelSha256 ?? null,
    backend: outcome?.backend ?? null,
    precision: outcome?.precision ?? null,
  };
}

export function exportDocument(items: readonly ClassifyItem[], context: ExportContext): ExportDocument {
  const { card, report } = context;
  return {
    application: 'Telltale',
    appVersion: context.appVersion,
    exportedAt: context.exportedAt.toISOString(),
    caution: 'Evidence, not proof.',
    model: card && {
      id: card.id,
      version: card.version,
      sha256: card.weights.sha256,
      operatingPoint: card.operatingPoint,
      preprocessing: card.preprocessing,
    },
    runtime: report && {
      backend: report.backend,
      precision: report.precision,
      threads: report.threads,
      adapter: report.adapter,
    },
    pictures: items.map(exportRow),
  };
}

export function exportJson(items: readonly ClassifyItem[], context: ExportContext): string {
  return `${JSON.stringify(exportDocument(items, context), null, 2)}\n`;
}
