import type { SourceRequest } from '../../contracts/dataset-sources.ts';

/** What a person opened, as something to ask the dataset worker for. */
export interface NamedSource {
  readonly request: SourceRequest;
  readonly name: string;
}

const archive = /\.(?:zip|tar)$/iu;
const parquet = /\.parquet$/iu;

/** Files and folders that were chosen or dropped together. Null where there is nothing. */
export function sourceOfFiles(
  files: readonly { readonly file: File; readonly path: string }[],
): NamedSource | null {
  const [first] = files;
  if (!first) return null;
  const loose = files.map(({ file }) => file);
  const name =
    files.length === 1
      ? first.file.name
      : commonFolder(files.map(({ path }) => path)) || `${String(files.length)} files`;
  if (loose.every((file) => archive.test(file.name)))
    return { request: { kind: 'archives', files: loose }, name };
  if (loose.every((file) => parquet.test(file.name)))
    return { request: { kind: 'parquet', files: loose }, name };
  return { request: { kind: 'files', name, files }, name };
}

/** The folder that all paths begin with; '' where there is none. */
function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  const folder = first.slice(0, Math.max(0, first.indexOf('/')));
  return folder !== '' && rest.every((path) => path.startsWith(`${folder}/`)) ? folder : '';
}
