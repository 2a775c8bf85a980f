import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DetectorSource } from '../contracts/zoo.ts';
import type { MeasuredDetector } from '../core/benchmark/measured-detector.ts';
import type { Measured } from './benchmark-api.ts';
import { settingsHash, type BenchmarkDetector } from './benchmark-detector.ts';

export interface ReportModel {
  readonly id: string;
  readonly name: string;
  readonly kind: DetectorSource['kind'];
  /** Of the weights. */
  readonly sha256: string;
  readonly backend: string;
  /** Where it was opened: the other of its two classes means AI than its architecture says. */
  readonly swapped: boolean;
  /** All but the weights that its numbers depend on, and the beginning of a hash of it with `swapped`. */
  readonly settings: unknown;
  readonly settingsSha256: string;
  /** From where on a picture is called AI by itself; null: it comes without, so that rates are at 0.5. */
  readonly operatingPoint: MeasuredDetector['operatingPoint'];
}

/** What a figure rests on, so that somebody else can tell whether theirs rest on the same. */
export interface ReportFacts {
  readonly version: string;
  readonly models: readonly ReportModel[];
  /** Pictures that were looked at. */
  readonly pictures: number;
  /** SHA-256 of their index: a line a picture, its hash, label, maker and class, sorted. */
  readonly dataSha256: string;
}

/** @param names of generators and classes of the source, by code */
export function reportFacts(
  { table, ran, hashes, backends }: Measured,
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
    models: ran.map((detector) => modelOf(detector, backends)),
    pictures: lines.length,
    dataSha256: bytesToHex(sha256(utf8ToBytes(lines.join('')))),
  };
}

function modelOf(detector: BenchmarkDetector, backends: Measured['backends']): ReportModel {
  const { measured, source, swapped, sha256: weights, settings } = detector;
  const { id, name, operatingPoint } = measured;
  return {
    ...{ id, name, kind: source.kind, sha256: weights },
    backend: backends.get(id) ?? '',
    swapped,
    settings: JSON.parse(settings) as unknown,
    settingsSha256: settingsHash({ settings: swapped ? `${settings}~` : settings }),
    operatingPoint,
  };
}
