import type { CorrelationMatrix } from './correlation.ts';

interface Cluster {
  /** Numbered as SciPy does: 0..n-1 are the leaves, each merge gets the next. */
  readonly number: number;
  readonly leaves: readonly number[];
}

/**
 * An order in which what correlates stands together: the leaves of a tree by average linkage (UPGMA: Sokal and Michener
 * 1958) on the distance 1 - r, the cluster that was made first to the left. An undefined r counts as 0. Of equal
 * distances the pair that comes first is merged, so that the order is always the same.
 * (`scipy.cluster.hierarchy.leaves_list(linkage(..., 'average'))` where no two distances are equal.)
 */
export function clusterOrder(correlations: CorrelationMatrix): readonly number[] {
  const distance = (a: number, b: number) => 1 - (correlations[a]?.[b] ?? 0);
  let clusters: readonly Cluster[] = correlations.map((_, leaf) => ({ number: leaf, leaves: [leaf] }));
  for (let next = clusters.length; clusters.length > 1; next++) {
    const [left, right] = nearest(clusters, distance);
    clusters = [
      ...clusters.filter((cluster) => cluster !== left && cluster !== right),
      { number: next, leaves: [...left.leaves, ...right.leaves] },
    ];
  }
  return clusters[0]?.leaves ?? [];
}

function nearest(
  clusters: readonly Cluster[],
  distance: (a: number, b: number) => number,
): readonly [Cluster, Cluster] {
  let best: readonly [Cluster, Cluster] | null = null;
  let least = Infinity;
  for (const [i, a] of clusters.entries()) {
    for (const b of clusters.slice(i + 1)) {
      const pairs = a.leaves.flatMap((x) => b.leaves.map((y) => distance(x, y)));
      const mean = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
      // Sums in another order differ in their last digits; those are ties.
      if (mean >= least - 1e-12) continue;
      least = mean;
      best = [a, b];
    }
  }
  if (!best) throw new RangeError('two clusters are needed to merge');
  return best;
}
