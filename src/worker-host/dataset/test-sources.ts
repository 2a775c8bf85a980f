import type {
  DatasetApi,
  OpenReport,
  SourceFailure,
  SourceRequest,
} from '../../contracts/dataset-sources.ts';
import type { JobId } from '../../contracts/job.ts';
import { labels, noGenerator, splits } from '../../core/dataset/sample-batch.ts';
import type { Result } from '../../core/result.ts';
import { createDatasetApi } from '../dataset-api.ts';

export const job = 'test' as JobId;

/** A folder in memory: names with bytes, further folders, or what is thrown when they are read. */
export interface FakeTree {
  readonly [name: string]: FakeTree | Uint8Array<ArrayBuffer> | Error;
}

/** What readers use of a FileSystemDirectoryHandle, over a tree in memory that may change meanwhile. */
export function fakeFolder(name: string, tree: FakeTree | Error): FileSystemDirectoryHandle {
  const entry = (child: string): FakeTree | Uint8Array<ArrayBuffer> => {
    const found = tree instanceof Error ? tree : Object.hasOwn(tree, child) ? tree[child] : undefined;
    if (found === undefined) throw new DOMException('gone', 'NotFoundError');
    if (found instanceof Error) throw found;
    return found;
  };
  const handle = {
    kind: 'directory',
    name,
    async *values() {
      await Promise.resolve();
      if (tree instanceof Error) throw tree;
      for (const [child, content] of Object.entries(tree)) {
        yield content instanceof Uint8Array ? { kind: 'file', name: child } : fakeFolder(child, content);
      }
    },
    getFileHandle: (child: string) =>
      Promise.resolve().then(() => {
        const bytes = entry(child) as Uint8Array<ArrayBuffer>;
        return { getFile: () => Promise.resolve(new File([bytes], child)) };
      }),
    getDirectoryHandle: (child: string) =>
      Promise.resolve().then(() => fakeFolder(child, entry(child) as FakeTree)),
  };
  return handle as unknown as FileSystemDirectoryHandle;
}

/** An API with this source open, and what opening it said. */
export async function opened(
  request: SourceRequest,
): Promise<{ readonly api: DatasetApi; readonly result: Result<OpenReport, SourceFailure> }> {
  const api = createDatasetApi();
  return { api, result: await api.open(job, request, () => undefined) };
}

/** Every sample as 'path | label | generator | class | split'; '-' where nothing is known. */
export function described(api: DatasetApi): string[] {
  const { samples, generators, classes } = api.summary();
  const rows = api.rows(Array.from({ length: samples }, (_, id) => id));
  return rows.map(({ folder, name, label, generator, classIndex, split }) =>
    [
      folder === '' ? name : `${folder}/${name}`,
      keyOf(labels, label),
      generator === noGenerator ? '-' : (generators[generator] ?? '-'),
      classes[classIndex] ?? '-',
      keyOf(splits, split),
    ].join(' | '),
  );
}

/** The bytes of a sample, or the failure's code. */
export async function bytesOf(api: DatasetApi, id: number): Promise<Uint8Array | string> {
  const file = await api.file(id);
  return file.ok ? new Uint8Array(await file.value.arrayBuffer()) : file.failure.code;
}

function keyOf(codes: Readonly<Record<string, number>>, code: number): string {
  const key = Object.keys(codes).find((each) => codes[each] === code) ?? '?';
  return key === 'unknown' ? '-' : key;
}
