/** An .onnx file among others, with what its name says of its numbers. */
export interface GraphChoice {
  readonly path: string;
  /** 'float32', 'float16', '8 bits', '4 bits'. */
  readonly precision: string;
}

/** Endings that exporters of Hugging Face put behind the name of the model. */
const precisions: readonly (readonly [ending: RegExp, precision: string])[] = [
  [/_(?:q4f16|q4|bnb4)$/u, '4 bits'],
  [/_(?:int8|uint8|quantized)$/u, '8 bits'],
  [/_fp16$/u, 'float16'],
];

/** All ONNX files, the one to take by default first: float32, near the top, 'model.onnx'. */
export function graphChoices(paths: readonly string[]): readonly GraphChoice[] {
  const choices = paths
    .filter((path) => /\.onnx$/iu.test(path))
    .map((path) => ({ path, precision: precisionOf(path) }));
  const rank = ({ path, precision }: GraphChoice): readonly number[] => [
    precision === 'float32' ? 0 : 1,
    /(?:^|\/)model\.onnx$/iu.test(path) ? 0 : 1,
    path.split('/').length,
  ];
  return choices.sort((a, b) => compare(rank(a), rank(b)) || a.path.localeCompare(b.path));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] ?? 0);
  return 0;
}

function precisionOf(path: string): string {
  const stem = path.replace(/\.onnx$/iu, '');
  return precisions.find(([ending]) => ending.test(stem))?.[1] ?? 'float32';
}

/** Whether a file holds weights of a graph, by the names that exporters give. */
export function isWeightsOf(graphPath: string, path: string): boolean {
  return path.startsWith(`${graphPath}_data`) || path.startsWith(`${graphPath}.data`);
}

/** The config of a model stands at the top of its folder, and its graphs often one deeper. */
export function configPath(paths: readonly string[], graphPath: string, file: string): string | null {
  const steps = graphPath.split('/').slice(0, -1);
  for (let depth = steps.length; depth >= 0; depth--) {
    const path = [...steps.slice(0, depth), file].join('/');
    if (paths.includes(path)) return path;
  }
  return null;
}
