import { probabilityOf } from '../detector/calibration.ts';
import type { Calibration, OperatingPoint } from '../detector/model-card.ts';

/** A detector as far as its numbers are read. */
export interface MeasuredDetector {
  readonly id: string;
  readonly name: string;
  /** As GenImage calls it, where it is a published one; null: one of ours, or not known. */
  readonly architecture: string | null;
  /** null: its numbers are scores in 0..1 already, as those of an imported table or of a model without logits. */
  readonly calibration: Pick<Calibration, 'slope' | 'intercept'> | null;
  /** null: it comes without one. */
  readonly operatingPoint: Pick<OperatingPoint, 'aiAbove' | 'cameraBelow'> | null;
  /** Names of the families that it tells; empty where it tells none. */
  readonly families: readonly string[];
}

/** Probability or score of 'AI' in 0..1, from a number of a lane. */
export function scoreOf({ calibration }: Pick<MeasuredDetector, 'calibration'>, raw: number): number {
  return calibration ? probabilityOf(raw, calibration) : raw;
}
