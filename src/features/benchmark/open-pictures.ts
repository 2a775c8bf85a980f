import { scoreOf, type MeasuredDetector } from '../../core/benchmark/measured-detector.ts';
import { zoneOf } from '../../core/detector/verdict.ts';
import { writeRuns } from '../../core/dataset/number-runs.ts';
import { labels, noGenerator, verdicts } from '../../core/dataset/sample-batch.ts';
import { benchmark } from '../../services/benchmark.ts';
import { explore } from '../../services/explore.ts';
import { conditionName } from './condition-words.ts';

/** The pictures of a cell. */
export interface PicturesAsked {
  readonly detector: MeasuredDetector;
  readonly condition: string;
  /** null: of all. */
  readonly generator: number | null;
  /** Codes of classes; absent: all. */
  readonly classes?: readonly number[];
  /** Which of them the figure is about. */
  readonly which: 'real' | 'ai' | 'both';
}

/** The address of explore that shows exactly these. */
interface ExploreAddress {
  readonly by: string;
  readonly generator?: string;
  readonly label?: string;
  readonly class?: string;
  readonly score: string;
  readonly order: 'score';
  readonly desc: true;
}

/** All bins of the score but that of samples without one. */
const anyScore = '0-19';

/**
 * Hands the distance from the truth of every judged picture to explore, as scores of their own, and answers the address
 * under which exactly the pictures of a cell are shown, the worst failures first.
 */
export async function openPictures(asked: PicturesAsked): Promise<ExploreAddress | null> {
  const { detector, condition, generator, classes, which } = asked;
  const measured = benchmark.measured();
  const lane = measured?.table.lanes.find(
    (each) => each.detector === detector.id && each.condition === condition,
  );
  if (!measured || !lane) return null;
  const { ids, label } = measured.table;
  const rows = [...ids.keys()].filter((row) => !Number.isNaN(lane.raw[row]));
  const probability = (row: number): number => scoreOf(detector, lane.raw[row] ?? NaN);
  const by = `How wrong ${detector.name} is, ${conditionName(condition).toLowerCase()}`;
  await explore.score({
    detector: by,
    ids: Uint32Array.from(rows, (row) => ids[row] ?? 0),
    score: Float32Array.from(rows, (row) =>
      label[row] === labels.ai ? 1 - probability(row) : probability(row),
    ),
    verdict: Uint8Array.from(rows, (row) =>
      detector.operatingPoint
        ? verdicts[zoneOf(probability(row), detector.operatingPoint)]
        : verdicts.unknown,
    ),
  });
  const makers = [
    ...(which === 'ai' ? [] : [noGenerator]),
    ...(which === 'real' || generator === null ? [] : [generator]),
  ];
  const ofClasses = writeRuns(classes ?? []);
  return {
    by,
    // With all generators the label alone says it.
    ...(generator === null
      ? which === 'both'
        ? {}
        : { label: which === 'real' ? '0' : '1' }
      : { generator: makers.sort((a, b) => a - b).join(',') }),
    ...(ofClasses === undefined ? {} : { class: ofClasses }),
    score: anyScore,
    order: 'score',
    desc: true,
  };
}
