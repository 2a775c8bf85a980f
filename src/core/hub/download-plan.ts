import { configPath, isWeightsOf } from './graph-choice.ts';
import type { HubFile, HubListing } from './listing.ts';

const configs = ['config.json', 'preprocessor_config.json'];

/** What is fetched for a graph: itself, its weights by their names, and the configs that belong to it. */
export function downloadPlan({ files }: HubListing, graphPath: string): readonly HubFile[] {
  const paths = files.map(({ path }) => path);
  const wanted = configs.map((file) => configPath(paths, graphPath, file));
  return files.filter(
    ({ path }) => path === graphPath || wanted.includes(path) || isWeightsOf(graphPath, path),
  );
}

/** Bytes of all; null where a size is not known. */
export function planBytes(plan: readonly HubFile[]): number | null {
  return plan.reduce<number | null>(
    (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
    0,
  );
}
