import { describe, expect, it } from 'vitest';
import { evaluate, type Cell } from './evaluate.ts';
import { scoreOf } from './measured-detector.ts';
import { withScores } from './score-table.ts';
import { plainDetector, tableOf } from './test-table.ts';

const table = tableOf([
  { maker: null, classIndex: 1, score: 0.1 },
  { maker: null, classIndex: 2, score: 0.6 },
  { maker: null, classIndex: 2, score: NaN },
  { maker: 3, classIndex: 1, score: 0.9, family: 0 },
  { maker: 3, classIndex: 2, score: 0.4, family: 1 },
  { maker: 5, classIndex: 1, score: 0.7 },
]);
const names = ['', '', '', 'diffusion', '', 'other'];
const evaluation = evaluate(table, [plainDetector], names, null);

function cell(generator: number | null, cells: readonly Cell[] = evaluation.cells): Cell['figures'] {
  const found = cells.find((each) => each.generator === generator);
  if (!found) throw new Error(`no cell of ${String(generator)}`);
  return found.figures;
}

describe('the tables of a job', () => {
  it('have a cell a generator, beside the same real pictures, and one of all', () => {
    expect(evaluation.generators).toEqual([3, 5]);
    expect(evaluation.cells.map(({ generator }) => generator)).toEqual([null, 3, 5]);
    // The picture without a score has no part in it.
    expect([cell(3).real, cell(3).ai]).toEqual([2, 2]);
    expect([cell(5).real, cell(5).ai]).toEqual([2, 1]);
    expect([cell(null).real, cell(null).ai]).toEqual([2, 3]);
  });

  it('count by hand', () => {
    // Right at 0.5: the real one of 0.1, and the AI ones of 0.9 and 0.7.
    expect(cell(null).atHalf.accuracy?.value).toBe(3 / 5);
    expect(cell(3).atHalf.fakeAccuracy?.value).toBe(1 / 2);
    expect(cell(5).atHalf.realAccuracy?.value).toBe(1 / 2);
    // From 0.8 on only 0.9 is called AI.
    expect(cell(null).atOperatingPoint?.accuracy?.value).toBe(3 / 5);
    expect(cell(5).atOperatingPoint?.fakeAccuracy?.value).toBe(0);
    // Pairs of generator 3: 0.9 wins twice, 0.4 once.
    expect(cell(3).auc?.value).toBe(3 / 4);
  });

  it('are told of the matched subset alone as well', () => {
    const { matched } = evaluate(table, [plainDetector], names, Uint32Array.of(100, 103));
    expect([cell(null, matched).real, cell(null, matched).ai]).toEqual([1, 1]);
    expect(evaluation.matched).toEqual([]);
  });

  it('count by class, and draw classes towards the whole', () => {
    const [rates] = evaluation.classes;
    expect(rates?.classes).toEqual([1, 2]);
    const counted = rates?.atHalf?.rates.map(({ raw }) => [raw?.successes, raw?.n]);
    expect(counted).toEqual([
      [3, 3],
      [0, 2],
    ]);
    const [first, second] = rates?.atHalf?.rates ?? [];
    expect(first?.shrunk.value).toBeLessThanOrEqual(1);
    expect(second?.shrunk.value).toBeGreaterThanOrEqual(0);
  });

  it('say which family was named for which generator', () => {
    const rows = evaluation.families[0]?.matrix.rows;
    expect(rows?.map(({ truth, counts }) => [truth, counts])).toEqual([
      ['diffusion', [1, 1, 0]],
      ['other', [0, 0, 1]],
    ]);
  });

  it('take scores from elsewhere as a lane of its own, in place of an older one of that name', () => {
    const once = withScores(table, 'elsewhere', [0, 0, 0, 1, 1, 1]);
    const twice = withScores(once, 'elsewhere', [1, 1, 1, 0, 0, 0]);
    expect(twice.lanes).toHaveLength(2);
    const elsewhere = { ...plainDetector, id: 'elsewhere', operatingPoint: null, families: [] };
    const { cells, families } = evaluate(twice, [plainDetector, elsewhere], names, null);
    const theirs = cells.filter(({ detector }) => detector === 'elsewhere');
    expect(cell(null, theirs).auc?.value).toBe(0);
    expect(cell(null, theirs).atOperatingPoint).toBeNull();
    expect(families).toHaveLength(1);
  });
});

describe('a score', () => {
  it('is the calibrated probability without a limit, or the number itself', () => {
    expect(scoreOf({ calibration: null }, 0.37)).toBe(0.37);
    const calibration = { slope: 2, intercept: -1 };
    expect(scoreOf({ calibration }, 0.5)).toBe(0.5);
    expect(scoreOf({ calibration }, 10)).toBeGreaterThan(0.99999);
  });
});
