import { labels } from '../dataset/sample-batch.ts';
import { confusionMatrix, saidUnknown, type ConfusionMatrix } from '../evaluation/confusion.ts';
import { judgedRows } from './judged.ts';
import type { MeasuredDetector } from './measured-detector.ts';
import { noFamily, type Lane, type ScoreTable } from './score-table.ts';

/** Which family of generators a detector names for the pictures of each generator. */
export interface FamilyConfusion {
  readonly detector: string;
  readonly condition: string;
  /** Names that the detector knows; 'unknown' comes after them. */
  readonly names: readonly string[];
  readonly matrix: ConfusionMatrix;
}

/** All generated pictures, whatever the verdict on them. null where the detector tells no families. */
export function confusionOf(
  table: ScoreTable,
  lane: Lane,
  { families }: MeasuredDetector,
  generators: readonly number[],
  generatorNames: readonly string[],
): FamilyConfusion | null {
  if (families.length === 0) return null;
  const rows = judgedRows(table, lane, (row) => table.label[row] === labels.ai);
  const truths = generators.map((code) => generatorNames[code] ?? `Generator ${String(code)}`);
  const truth = Uint8Array.from(rows, (row) => generators.indexOf(table.generator[row]!));
  const said = Uint8Array.from(rows, (row) => {
    const family = lane.family[row]!;
    return family === noFamily ? saidUnknown : family;
  });
  return {
    detector: lane.detector,
    condition: lane.condition,
    names: families,
    matrix: confusionMatrix(truths, families, truth, said),
  };
}
