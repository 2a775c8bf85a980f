import { measure, type Measures } from '../evaluation/measures.ts';
import { byClass, type ClassRates } from './by-class.ts';
import { confusionOf, type FamilyConfusion } from './family-confusion.ts';
import { besideReal, generatorsOf, judgedRows, scoredRows } from './judged.ts';
import type { MeasuredDetector } from './measured-detector.ts';
import type { Lane, ScoreTable } from './score-table.ts';

/** The figures of one detector in one condition on the pictures of one generator, beside all real ones. */
export interface Cell {
  readonly detector: string;
  readonly condition: string;
  /** Code of a generator; null: all of them. */
  readonly generator: number | null;
  readonly figures: Measures;
}

export interface Evaluation {
  /** Codes of the generators that have a picture in the table, ascending. */
  readonly generators: readonly number[];
  /** Every lane of the table, in its order. */
  readonly lanes: readonly { readonly detector: string; readonly condition: string }[];
  readonly cells: readonly Cell[];
  /** The same of the pictures of the matched subset alone; empty where there is none. */
  readonly matched: readonly Cell[];
  readonly classes: readonly ClassRates[];
  readonly families: readonly FamilyConfusion[];
}

/**
 * All tables of what was measured. A picture that a lane did not judge has no part in that lane's figures.
 *
 * @param generatorNames by code, for the rows of the confusion matrix
 * @param matched numbers of the samples in which mere file facts do not tell the label
 */
export function evaluate(
  table: ScoreTable,
  detectors: readonly MeasuredDetector[],
  generatorNames: readonly string[],
  matched: Uint32Array | null,
): Evaluation {
  const generators = generatorsOf(table);
  const known = table.lanes.flatMap((lane) => {
    const detector = detectors.find(({ id }) => id === lane.detector);
    return detector ? [{ lane, detector }] : [];
  });
  const inSubset = new Set(matched ?? []);
  const cellsWhere = (passes: (row: number) => boolean): Cell[] =>
    known.flatMap(({ lane, detector }) =>
      [null, ...generators].map((generator) => cellOf(table, lane, detector, generator, passes)),
    );
  return {
    generators,
    lanes: known.map(({ lane: { detector, condition } }) => ({ detector, condition })),
    cells: cellsWhere(() => true),
    matched: matched ? cellsWhere((row) => inSubset.has(table.ids[row]!)) : [],
    classes: known.map(({ lane, detector }) => byClass(table, lane, detector)),
    families: known.flatMap(
      ({ lane, detector }) => confusionOf(table, lane, detector, generators, generatorNames) ?? [],
    ),
  };
}

function cellOf(
  table: ScoreTable,
  lane: Lane,
  detector: MeasuredDetector,
  generator: number | null,
  passes: (row: number) => boolean,
): Cell {
  const beside = besideReal(table, generator);
  const rows = judgedRows(table, lane, (row) => beside(row) && passes(row));
  const scored = scoredRows(table, lane, detector, rows);
  return {
    detector: lane.detector,
    condition: lane.condition,
    generator,
    figures: measure(scored, detector.operatingPoint?.aiAbove ?? null),
  };
}
