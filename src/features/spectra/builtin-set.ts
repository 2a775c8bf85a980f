import { spectra } from '../../services/spectra.ts';

interface SampleIndex {
  readonly generators: readonly { readonly id: string; readonly name: string }[];
  readonly columns: {
    readonly path: readonly string[];
    /** null: a photograph. */
    readonly generator: readonly (string | null)[];
  };
}

const folder = `${import.meta.env.BASE_URL}samples/explore/`;

/** Files that are fetched at once. */
const atOnce = 12;

/**
 * Opens the pictures that come with the page as groups: the photographs first, then each simulated generator.
 * Answers a sentence where that fails.
 */
export async function openBuiltinSet(
  onProgress: (done: number, total: number) => void,
): Promise<string | null> {
  const response = await fetch(`${folder}index.json`).catch(() => null);
  if (!response?.ok) return 'The built-in set is not here. Your own pictures work all the same.';
  const { generators, columns } = (await response.json()) as SampleIndex;
  const files: (File | null)[] = [];
  for (let n = 0; n < columns.path.length; n += atOnce) {
    files.push(...(await Promise.all(columns.path.slice(n, n + atOnce).map(load))));
    onProgress(files.length, columns.path.length);
  }
  const sources = [{ id: null, name: 'Photographs' }, ...generators];
  for (const { id, name } of sources) {
    const own = files.filter((file, n) => columns.generator[n] === id && file !== null) as File[];
    spectra.addGroup(name, own);
  }
  return files.includes(null) ? 'Some of the built-in pictures could not be loaded.' : null;
}

async function load(path: string): Promise<File | null> {
  const answer = await fetch(folder + path).catch(() => null);
  return answer?.ok ? new File([await answer.blob()], path) : null;
}
