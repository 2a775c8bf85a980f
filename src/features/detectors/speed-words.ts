import type { MeasurePhase } from '../../contracts/zoo.ts';
import type { MeasuredSpeed } from '../../core/detector/speed.ts';
import type { MeasureState } from '../../state/zoo-store.ts';
import { backendNames } from '../../ui/backend-names.ts';
import { day, duration, percent, plural } from '../../ui/format.ts';

/** '41 ms on WASM, 3 threads', and below it when and how often. */
export function speedWords({ backend, threads, medianMs, runs, measuredAt }: MeasuredSpeed): {
  readonly value: string;
  readonly note: string;
} {
  const where = backend === 'wasm' ? `WASM, ${plural(threads, 'thread')}` : backendNames[backend];
  return {
    value: `${duration(medianMs)} on ${where}`,
    note: `median of ${plural(runs, 'run')}, ${day(measuredAt)}`,
  };
}

const phases: Record<MeasurePhase, string> = {
  download: 'Loading the network',
  start: 'Starting it',
  run: 'Measuring',
};

export function measuringWords({ phase, fraction }: Extract<MeasureState, { status: 'measuring' }>): string {
  return fraction === null ? phases[phase] : `${phases[phase]}, ${percent(fraction)}`;
}

/** What tables are sorted by; Infinity where nothing was measured. */
export function fastestMs(speeds: readonly MeasuredSpeed[] | undefined): number {
  return Math.min(Infinity, ...(speeds ?? []).map(({ medianMs }) => medianMs));
}
