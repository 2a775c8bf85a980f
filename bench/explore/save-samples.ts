import { SampleIndex } from '../../src/core/dataset/sample-index.ts';
import { saveIndex } from '../../src/worker-host/dataset/save-index.ts';
import { genimageSamples } from './genimage-samples.ts';

/** The seeded samples as a saved index, which the app opens as any other. Its pictures are those of the built-in set. */
export async function savedSamples(seed: number, scale: number): Promise<Blob> {
  const index = new SampleIndex();
  for (const batch of genimageSamples(seed, scale)) index.append(batch);
  const decoder = new TextDecoder();
  const pathOf = (id: number): string => `${index.folderOf(id)}/${decoder.decode(index.names.bytesOf(id))}`;
  const saved = await saveIndex(index, pathOf, { kind: 'listed', name: 'seeded samples' }, () =>
    Promise.resolve(true),
  );
  if (!saved) throw new Error('the index was not saved');
  return saved;
}
