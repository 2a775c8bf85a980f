/** Of a lane's `family`: it was not told, or is none of those that the detector knows. */
export const noFamily = 255;

/** What one detector said in one condition, an entry a row of the table. */
export interface Lane {
  readonly detector: string;
  readonly condition: string;
  /** Mean of the crops' logits, or the score of an imported table; NaN where the picture is not judged (yet). */
  readonly raw: Float64Array<ArrayBuffer>;
  /** Position in the card's list of families, or `noFamily`. */
  readonly family: Uint8Array<ArrayBuffer>;
}

/** The scores of a job: a row a picture, in the order in which pictures are drawn, a lane a detector and condition. */
export interface ScoreTable {
  /** Numbers of the samples in the index. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Codes as in core/dataset/sample-batch.ts. */
  readonly label: Uint8Array<ArrayBuffer>;
  readonly generator: Uint8Array<ArrayBuffer>;
  readonly classIndex: Uint16Array<ArrayBuffer>;
  readonly lanes: readonly Lane[];
}

export function emptyTable(
  columns: Omit<ScoreTable, 'lanes'>,
  lanes: readonly Pick<Lane, 'detector' | 'condition'>[],
): ScoreTable {
  const rows = columns.ids.length;
  return {
    ...columns,
    lanes: lanes.map(({ detector, condition }) => ({
      detector,
      condition,
      raw: new Float64Array(rows).fill(NaN),
      family: new Uint8Array(rows).fill(noFamily),
    })),
  };
}

/** The same table with one more lane: the scores of an imported table, NaN where it does not speak of a picture. */
export function withScores(table: ScoreTable, detector: string, scores: ArrayLike<number>): ScoreTable {
  const lane: Lane = {
    detector,
    condition: 'untouched',
    raw: Float64Array.from(table.ids, (_, row) => scores[row] ?? NaN),
    family: new Uint8Array(table.ids.length).fill(noFamily),
  };
  const others = table.lanes.filter((each) => each.detector !== detector);
  return { ...table, lanes: [...others, lane] };
}
