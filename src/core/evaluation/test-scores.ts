import { randomNumbers } from '../image/test-pictures.ts';
import { rankScores, type Scored } from './scored.ts';

/** Ranked scores of a test; throws where they are refused. */
export function ranked(scores: ArrayLike<number>, labels: ArrayLike<number>): Scored {
  const result = rankScores(Float64Array.from(scores), Uint8Array.from(labels));
  if (!result.ok) throw new Error(`refused: ${result.failure.code}`);
  return result.value;
}

export interface Draws {
  readonly uniform: () => number;
  readonly normal: () => number;
}

/** Seeded uniform and standard normal numbers (Box and Muller). */
export function draws(seed: number): Draws {
  const uniform = randomNumbers(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/** Scores of a binormal detector: N(0, 1) for real samples, N(shift, 1) for AI, through a logistic function. */
export function binormal(
  { normal }: Draws,
  realCount: number,
  aiCount: number,
  shift: number,
  digits = 15,
): Scored {
  const labels = Uint8Array.from({ length: realCount + aiCount }, (_, i) => (i < realCount ? 0 : 1));
  const steps = 10 ** digits;
  return ranked(
    Float64Array.from(labels, (ai) => {
      const score = 1 / (1 + Math.exp(shift / 2 - normal() - ai * shift));
      return digits < 15 ? Math.round(score * steps) / steps : score;
    }),
    labels,
  );
}
