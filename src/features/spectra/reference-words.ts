import type { ReferenceKind, ReferenceNumbers, ReferenceRecipe } from '../../core/spectrum/reference.ts';
import { plural } from '../../ui/format.ts';
import { periodWords } from './period-words.ts';

export const kindWords: Record<ReferenceKind, string> = {
  real: 'Photographs',
  generator: 'Generators',
  simulated: 'Built-in set',
};

export const recipeNames: Record<ReferenceRecipe, string> = {
  genimage: 'GenImage / CNNSpot',
  'mean-spectrum': 'Mean spectrum',
};

const mostLines = 4;

/** '8 px at 7 frequencies: consistent with ...', the surest period first. */
export function peakLines(peaks: ReferenceNumbers['peaks']): string[] {
  const byPeriod = new Map<number | null, number>();
  for (const { periodPx } of peaks) byPeriod.set(periodPx, (byPeriod.get(periodPx) ?? 0) + 1);
  return [...byPeriod].slice(0, mostLines).map(([periodPx, count]) => {
    const at = plural(count, 'frequency', 'frequencies');
    const period = periodPx === null ? 'No whole period' : `${String(periodPx)} px`;
    const cause =
      periodPx === null || periodWords({ periodPx }).startsWith('repeats')
        ? 'no usual cause known here'
        : periodWords({ periodPx });
    return `${period} at ${at}: ${cause}`;
  });
}
