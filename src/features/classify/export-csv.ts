import { csvText, type Cell } from '../../ui/csv.ts';
import type { ClassifyItem } from '../../state/classify-store.ts';
import {
  exportDocument,
  type ExportContext,
  type ExportDocument,
  type ExportedDetector,
  type ExportRow,
} from './export-rows.ts';

/**
 * The list as CSV. One line a picture; what holds for many of them (detector, operating point) is repeated on each,
 * so that a line cut out of the table still says where its number came from.
 */
export function exportCsv(items: readonly ClassifyItem[], context: ExportContext): string {
  const document = exportDocument(items, context);
  const lines = document.pictures.map((row) => columns.map(([, read]) => read(row, document)));
  return csvText([columns.map(([name]) => name), ...lines]);
}

function detectorOf(row: ExportRow, { detectors }: ExportDocument): ExportedDetector | undefined {
  return detectors.find(({ id }) => id === row.detector);
}

function threadsOf(row: ExportRow, { runtime }: ExportDocument): number | null {
  return runtime?.backend === row.backend ? runtime.threads : null;
}

const columns: readonly (readonly [string, (row: ExportRow, document: ExportDocument) => Cell])[] = [
  ['file', (row) => row.file],
  ['path', (row) => row.path],
  ['bytes', (row) => row.bytes],
  ['status', (row) => row.status],
  ['verdict', (row) => row.verdict],
  ['probability_ai', (row) => rounded(row.probability)],
  ['low_95', (row) => rounded(row.low)],
  ['high_95', (row) => rounded(row.high)],
  ['logits', (row) => row.logits.map((logit) => logit.toFixed(4)).join(' ') || null],
  ['cannot_judge_reason', (row) => row.cannotJudgeReason],
  ['failure_code', (row) => row.failureCode],
  ['failure', (row) => row.failureSentence],
  ['width_px', (row) => row.widthPx],
  ['height_px', (row) => row.heightPx],
  ['format', (row) => row.format],
  ['jpeg_quality', (row) => row.jpegQuality],
  ['notes', (row) => row.notes.join(' ') || null],
  ['read_ms', (row) => tenth(row.timings?.readMs)],
  ['decode_ms', (row) => tenth(row.timings?.decodeMs)],
  ['resample_ms', (row) => tenth(row.timings?.resampleMs)],
  ['inference_ms', (row) => tenth(row.timings?.inferenceMs)],
  ['total_ms', (row) => tenth(row.timings?.totalMs)],
  ['family', (row) => row.family],
  ['family_probability', (row) => rounded(row.familyProbability)],
  ['detector', (row) => row.detector],
  ['detector_version', (row, all) => detectorOf(row, all)?.version ?? null],
  ['model_sha256', (row) => row.modelSha256],
  ['backend', (row) => row.backend],
  ['precision', (row) => row.precision],
  ['threads', threadsOf],
  ['preprocessing', (row, all) => json(detectorOf(row, all)?.preprocessing)],
  ['ai_above', (row, all) => detectorOf(row, all)?.operatingPoint.aiAbove ?? null],
  ['camera_below', (row, all) => detectorOf(row, all)?.operatingPoint.cameraBelow ?? null],
  ['app_version', (_, all) => all.appVersion],
  ['exported_at', (_, all) => all.exportedAt],
];

function rounded(probability: number | null): number | null {
  return probability === null ? null : Number(probability.toFixed(4));
}

function tenth(ms: number | undefined): number | null {
  return ms === undefined ? null : Number(ms.toFixed(1));
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
