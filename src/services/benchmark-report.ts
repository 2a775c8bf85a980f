import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Measured } from './benchmark-api.ts';

/** What a figure rests on, so that somebody else can tell whether theirs rest on the same. */
export interface ReportFacts {
  readonly version: string;
  readonly models: readonly {
    readonly id: string;
    readonly name: string;
    readonly sha256: string;
    readonly backend: string;
  }[];
  /** Pictures that were looked at. */
  readonly pictures: number;
  /** SHA-256 of their index: a line a picture, its hash, label, maker and class, sorted. */
  readonly dataSha256: string;
}

/** @param names of generators and classes of the source, by code */
export function reportFacts(
  { table, cards, hashes, backends }: Measured,
  names: { readonly generators: readonly string[]; readonly classes: readonly string[] },
): ReportFacts {
  const lines: string[] = [];
  table.ids.forEach((_, row) => {
    const hash = hashes[row];
    if (hash === undefined) return;
    const maker = names.generators[table.generator[row] ?? -1] ?? '';
    const className = names.classes[table.classIndex[row] ?? -1] ?? '';
    lines.push(`${hash}\t${String(table.label[row])}\t${maker}\t${className}\n`);
  });
  lines.sort();
  return {
    version: String(import.meta.env['VITE_APP_VERSION']),
    models: cards.map(({ id, name, weights }) => ({
      id,
      name,
      sha256: weights.sha256,
      backend: backends.get(id) ?? '',
    })),
    pictures: lines.length,
    dataSha256: bytesToHex(sha256(utf8ToBytes(lines.join('')))),
  };
}
