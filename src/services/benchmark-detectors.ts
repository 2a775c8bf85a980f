import type { DetectorSource } from '../contracts/zoo.ts';
import { messageOf } from '../core/error-message.ts';
import type { Named } from '../core/zoo/named.ts';
import { benchmarkDetector, type BenchmarkDetector } from './benchmark-detector.ts';
import { BenchmarkTrouble } from './benchmark-trouble.ts';
import { loadModelCard, modelFolderUrl } from './model-catalogue.ts';

/** What runs the detector of this id; null where it is not in this browser. Rejects with an Error to show. */
export type FindDetector = (id: string) => Promise<DetectorSource | null>;

/** Knows the detectors that ship with the page, and no other. */
export async function shippedSource(id: string): Promise<DetectorSource> {
  return { kind: 'shipped', card: await loadModelCard(id), folderUrl: modelFolderUrl(id) };
}

/** @throws BenchmarkTrouble where one is not here, or gives no score */
export async function findAll(
  find: FindDetector,
  named: readonly Named[],
): Promise<readonly BenchmarkDetector[]> {
  const found = await Promise.all(named.map((each) => findOne(find, each)));
  return withDistinctNames(found);
}

async function findOne(find: FindDetector, { id, swapped }: Named): Promise<BenchmarkDetector> {
  const source = await find(id).catch((error: unknown) => {
    throw new BenchmarkTrouble({ code: 'no-card', detail: messageOf(error) });
  });
  if (!source) throw new BenchmarkTrouble({ code: 'detector-missing', id });
  const detector = benchmarkDetector(source, swapped);
  if (!detector) throw new BenchmarkTrouble({ code: 'no-score', id });
  return detector;
}

/** Digits of a hash that tell files of one name apart. */
const nameDigits = 6;

/** Two checkpoints may both be called model.pth: then a part of their hash stands behind the name. */
function withDistinctNames(detectors: readonly BenchmarkDetector[]): readonly BenchmarkDetector[] {
  const names = detectors.map(({ measured }) => measured.name);
  return detectors.map((detector) => {
    const { measured, sha256 } = detector;
    if (names.filter((name) => name === measured.name).length === 1) return detector;
    return {
      ...detector,
      measured: { ...measured, name: `${measured.name} (${sha256.slice(0, nameDigits)})` },
    };
  });
}
