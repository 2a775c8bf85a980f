/** Statistics that batch normalisation gathers: kept beside the parameters, and not learned. */
const statistic = /(?:running_mean|running_var|num_batches_tracked)$/u;

/** How many numbers training learned. */
export function countParameters(
  tensors: Iterable<{ readonly name: string; readonly shape: readonly number[] }>,
): number {
  let count = 0;
  for (const { name, shape } of tensors) {
    if (!statistic.test(name)) count += shape.reduce((product, side) => product * side, 1);
  }
  return count;
}
