import { ByteWriter, ParquetWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer';
import type { IndexedSource } from '../../contracts/dataset-sources.ts';
import {
  labels,
  noGenerator,
  splits,
  unknownByteLength,
  unknownClass,
  unknownQuality,
  unknownSidePx,
} from '../../core/dataset/sample-batch.ts';
import type { SampleFacts, SampleIndex } from '../../core/dataset/sample-index.ts';
import { imageFormats } from '../../core/image/facts.ts';
import {
  savedColumns,
  savedNote,
  savedOfNote,
  savedVersion,
  scorePrefix,
  verdictPrefix,
} from './index-columns.ts';

const rowsAGroup = 65_536;

type Values = Pick<ColumnSource, 'name' | 'type' | 'nullable'> & {
  readonly of: (id: number, facts: SampleFacts) => unknown;
};

/**
 * The index as a Parquet file that any tool can read: one row a sample in the order of their numbers, null for what is
 * not known.
 *
 * @param goesOn asked between row groups; false ends the writing
 * @returns null where it was ended
 */
export async function saveIndex(
  index: SampleIndex,
  pathOf: (id: number) => string,
  of: IndexedSource,
  goesOn: (rows: number) => Promise<boolean>,
): Promise<Blob | null> {
  const columns = columnsOf(index, pathOf);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const writer = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columns.map((column) => ({ ...column, data: [] })) });
  const kvMetadata = [
    { key: savedNote, value: savedVersion },
    { key: savedOfNote, value: JSON.stringify(of) },
  ];
  const parquet = new ParquetWriter({ writer, schema, kvMetadata });
  for (let from = 0; from < index.count; from += rowsAGroup) {
    const to = Math.min(index.count, from + rowsAGroup);
    const facts = Array.from({ length: to - from }, (_, n) => index.factsOf(from + n));
    const columnData = columns.map(({ name, of }) => ({
      name,
      data: facts.map((each, n) => of(from + n, each)),
    }));
    await parquet.write({ columnData, rowGroupSize: rowsAGroup });
    if (!(await goesOn(to))) return null;
  }
  await parquet.finish();
  parts.push(new Uint8Array(writer.getBuffer()));
  return new Blob(parts, { type: 'application/vnd.apache.parquet' });
}

function columnsOf(index: SampleIndex, pathOf: (id: number) => string): Values[] {
  const text = (name: string, of: Values['of']): Values => ({ name, type: 'STRING', nullable: true, of });
  const whole = (name: string, of: Values['of']): Values => ({ name, type: 'INT32', nullable: true, of });
  const known = (value: number, unknown: number): number | null => (value === unknown ? null : value);
  return [
    { ...text(savedColumns.path, pathOf), nullable: false },
    text(savedColumns.label, (_, { label }) => nameOf(labels, label)),
    text(savedColumns.generator, (_, { generator }) =>
      generator === noGenerator ? null : (index.generators[generator] ?? null),
    ),
    text(savedColumns.class, (_, { classIndex }) =>
      classIndex === unknownClass ? null : (index.classes[classIndex] ?? null),
    ),
    text(savedColumns.split, (_, { split }) => nameOf(splits, split)),
    text(savedColumns.format, (_, { format }) => imageFormats[format] ?? null),
    // Up to 4 GiB: more than a signed number of 32 bits holds.
    { ...whole(savedColumns.byteLength, (_, f) => known(f.byteLength, unknownByteLength)), type: 'DOUBLE' },
    whole(savedColumns.widthPx, (_, { widthPx }) => known(widthPx, unknownSidePx)),
    whole(savedColumns.heightPx, (_, { heightPx }) => known(heightPx, unknownSidePx)),
    whole(savedColumns.jpegQuality, (_, f) => known(f.jpegQuality, unknownQuality)),
    ...index.detectors.flatMap((detector): Values[] => {
      const scores = index.scores(detector);
      const score = (id: number) => scores?.scoreOf(id) ?? NaN;
      return [
        {
          name: scorePrefix + detector,
          type: 'DOUBLE',
          nullable: true,
          of: (id) => (Number.isNaN(score(id)) ? null : score(id)),
        },
        whole(verdictPrefix + detector, (id) => (Number.isNaN(score(id)) ? null : scores?.verdictOf(id))),
      ];
    }),
  ];
}

function nameOf(codes: Readonly<Record<string, number>>, code: number): string | null {
  const name = Object.keys(codes).find((each) => codes[each] === code);
  return name === undefined || name === 'unknown' ? null : name;
}
