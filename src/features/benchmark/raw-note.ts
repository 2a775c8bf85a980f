import type { MeasuredDetector } from '../../core/benchmark/measured-detector.ts';
import type { Shown } from './Choosers.tsx';
import { dependsOnThreshold } from './metric-words.ts';

/** What is different about a detector whose scores nobody calibrated; undefined where it makes no difference. */
export function rawNote({ operatingPoint }: MeasuredDetector, { metric, own }: Shown): string | undefined {
  if (operatingPoint) return undefined;
  if (dependsOnThreshold(metric)) return own ? 'has no operating point: at 0.5' : undefined;
  return metric === 'ece' ? 'raw scores, not calibrated' : undefined;
}
