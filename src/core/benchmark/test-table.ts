import { labels, noGenerator } from '../dataset/sample-batch.ts';
import type { MeasuredDetector } from './measured-detector.ts';
import { noFamily, type ScoreTable } from './score-table.ts';

/** One picture of a table for tests: its maker (null: real), class, and what the only detector says. */
export interface TestPicture {
  readonly maker: number | null;
  readonly classIndex?: number;
  readonly score: number;
  readonly family?: number;
}

/** A detector whose numbers are scores already. */
export const plainDetector: MeasuredDetector = {
  id: 'plain',
  name: 'Plain',
  architecture: null,
  calibration: null,
  operatingPoint: { aiAbove: 0.8, cameraBelow: 0.3 },
  families: ['diffusion', 'gan'],
};

export function tableOf(pictures: readonly TestPicture[]): ScoreTable {
  return {
    ids: Uint32Array.from(pictures, (_, row) => 100 + row),
    label: Uint8Array.from(pictures, ({ maker }) => (maker === null ? labels.real : labels.ai)),
    generator: Uint8Array.from(pictures, ({ maker }) => maker ?? noGenerator),
    classIndex: Uint16Array.from(pictures, ({ classIndex }) => classIndex ?? 0),
    lanes: [
      {
        detector: plainDetector.id,
        condition: 'untouched',
        raw: Float64Array.from(pictures, ({ score }) => score),
        family: Uint8Array.from(pictures, ({ family }) => family ?? noFamily),
      },
    ],
  };
}
