import * as v from 'valibot';
import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import { messageOf } from '../../core/error-message.ts';
import { failed, success, type Result } from '../../core/result.ts';
import { splitPath } from './list-source.ts';
import type { SampleRef, SampleSink, SampleSource } from './source.ts';

const text = v.string();
const size = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What scripts/samples writes: one entry a sample in every column; other columns are of no use here. */
const schema = v.pipe(
  v.object({
    schemaVersion: v.literal(1),
    name: text,
    generators: v.array(v.object({ id: text, name: text })),
    classes: v.array(v.object({ id: text, title: text })),
    columns: v.object({
      path: v.array(text),
      label: v.array(v.picklist(['real', 'ai'])),
      generator: v.array(v.nullable(text)),
      class: v.array(text),
      width: v.array(size),
      height: v.array(size),
      bytes: v.array(size),
    }),
  }),
  v.check(
    ({ columns }) => Object.values(columns).every(({ length }) => length === columns.path.length),
    'its columns differ in length',
  ),
);

type List = v.InferOutput<typeof schema>;

const samplesATurn = 256;

/** A set on this page's own server, whose files one list names with all that is known of them. */
export class ListedSource implements SampleSource {
  readonly name: string;
  readonly #folder: URL;
  readonly #list: List;

  private constructor(folder: URL, list: List) {
    this.name = list.name;
    this.#folder = folder;
    this.#list = list;
  }

  static async open(address: string): Promise<Result<ListedSource, SourceFailure>> {
    const response = await get(address);
    if (!response.ok) return response;
    try {
      return success(new ListedSource(new URL('.', address), v.parse(schema, await response.value.json())));
    } catch (error) {
      return failed({ code: 'damaged', name: address, detail: messageOf(error) });
    }
  }

  async walk(sink: SampleSink): Promise<SourceFailure | null> {
    const { columns, generators, classes } = this.#list;
    const makers = new Map(generators.map(({ id, name }) => [id, name]));
    const titles = new Map(classes.map(({ id, title }) => [id, title]));
    for (const [i, path] of columns.path.entries()) {
      const { folder, name } = splitPath(path);
      const maker = columns.generator[i] ?? null;
      const classId = columns.class[i] ?? '';
      sink.add(sink.folder(folder), name, {
        byteLength: columns.bytes[i] ?? 0,
        widthPx: columns.width[i] ?? 0,
        heightPx: columns.height[i] ?? 0,
        stated: {
          label: columns.label[i] ?? null,
          generator: maker === null ? null : (makers.get(maker) ?? maker),
          classIndex: null,
          className: titles.get(classId) ?? classId,
          split: null,
        },
      });
      if (i % samplesATurn === 0 && !(await sink.goesOn())) break;
    }
    return null;
  }

  async file({ folder, name }: SampleRef): Promise<Result<Blob, SourceFailure>> {
    const path = [...(folder === '' ? [] : folder.split('/')), name].map(encodeURIComponent).join('/');
    const response = await get(new URL(path, this.#folder).href);
    if (!response.ok) return response;
    try {
      return success(await response.value.blob());
    } catch (error) {
      return failed({ code: 'no-network', name, detail: messageOf(error) });
    }
  }
}

async function get(address: string): Promise<Result<Response, SourceFailure>> {
  try {
    const response = await fetch(address);
    return response.ok ? success(response) : failed({ code: 'http', name: address, status: response.status });
  } catch (error) {
    return failed({ code: 'no-network', name: address, detail: messageOf(error) });
  }
}
