import Papa from 'papaparse';
import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import type { TableColumn } from '../../core/dataset/table-roles.ts';
import { failed, success, type Result } from '../../core/result.ts';
import { RangeFailed } from './range-file.ts';
import type { RowBatch, Table } from './table.ts';

const firstBytes = 2 ** 16;
/** A field that never ends is a quotation mark too many. */
const longestRow = 2 ** 22;

interface Dialect {
  readonly delimiter: string;
  readonly newline: '\r\n' | '\n' | '\r';
}

/**
 * A CSV file, read as a stream. Papa Parse's core parser does the reading; decoding and cutting into pieces is ours, since its
 * own streaming breaks characters and line ends that lie across two pieces (its issues 751, 1103 and 1132).
 */
export class CsvTable implements Table {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly notes: ReadonlyMap<string, string> = new Map();
  readonly #file: File;
  readonly #dialect: Dialect;

  private constructor(file: File, dialect: Dialect, columns: readonly TableColumn[]) {
    this.name = file.name;
    this.columns = columns;
    this.#file = file;
    this.#dialect = dialect;
  }

  static async open(file: File): Promise<Result<CsvTable, SourceFailure>> {
    const { name } = file;
    const bytes = new Uint8Array(await file.slice(0, firstBytes).arrayBuffer());
    if (bytes.includes(0))
      return failed({ code: 'not-this-kind', name, expected: 'a CSV or Parquet table', found: null });
    const text = new TextDecoder().decode(bytes);
    // The last row of a piece may be half a row.
    const guess = Papa.parse<string[]>(text, { preview: 50 });
    const [header, ...rows] = guess.data;
    if (!header || header.length < 2) {
      return failed({ code: 'not-this-kind', name, expected: 'a CSV or Parquet table', found: null });
    }
    const newline = guess.meta.linebreak;
    const dialect: Dialect = {
      delimiter: guess.meta.delimiter,
      newline: newline === '\r\n' || newline === '\r' ? newline : '\n',
    };
    return success(new CsvTable(file, dialect, columnsOf(header, rows)));
  }

  async *rows(columns: readonly string[]): AsyncGenerator<RowBatch> {
    const wanted = columns.map((name) => ({
      name,
      at: this.columns.findIndex((column) => column.name === name),
      isNumber: this.columns.find((column) => column.name === name)?.type === 'number',
    }));
    let isHeader = true;
    for await (const records of this.#records()) {
      const rows = isHeader ? records.slice(1) : records;
      if (records.length > 0) isHeader = false;
      const whole = rows.filter((row) => row.length > 1 || row[0] !== '');
      yield {
        count: whole.length,
        columns: new Map(
          wanted.map(({ name, at, isNumber }) => [name, whole.map((row) => valueOf(row[at], isNumber))]),
        ),
      };
    }
  }

  /** Records in runs, each whole. */
  async *#records(): AsyncGenerator<string[][]> {
    const decoder = new TextDecoder();
    const reader = this.#file.stream().getReader();
    let rest = '';
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        const { records, used } = this.#parse(rest + decoder.decode(piece.value, { stream: true }), false);
        rest = used;
        if (rest.length > longestRow) {
          const detail = 'a row does not end: there is a quotation mark too many or too few';
          throw new RangeFailed({ code: 'damaged', name: this.name, detail });
        }
        yield records;
      }
      yield this.#parse(rest + decoder.decode(), true).records;
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  #parse(text: string, isLast: boolean): { readonly records: string[][]; readonly used: string } {
    const parser = new Papa.Parser(this.#dialect);
    const parsed = parser.parse(text, 0, !isLast) as { data: string[][]; meta: { cursor: number } };
    return { records: parsed.data, used: isLast ? '' : text.slice(parsed.meta.cursor) };
  }
}

function columnsOf(header: readonly string[], rows: readonly (readonly string[])[]): TableColumn[] {
  return header.map((name, at) => {
    const values = rows.map((row) => row[at] ?? '').filter((value) => value !== '');
    const isNumber = values.length > 0 && values.every((value) => Number.isFinite(Number(value)));
    // A byte order mark belongs to the file and not to the first name.
    const type = isNumber ? 'number' : 'text';
    return { name: name.replace(/^\uFEFF/u, '').trim(), parts: [], type, names: null, isImage: false };
  });
}

function valueOf(text: string | undefined, isNumber: boolean): unknown {
  if (text === undefined || text === '') return null;
  return isNumber ? Number(text) : text;
}
