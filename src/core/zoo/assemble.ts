import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { allocate, failureOf, refuse, type CheckpointFailure } from '../checkpoint/failures.ts';
import { elementCount, gather } from '../checkpoint/layout.ts';
import { failed, success, type Result } from '../result.ts';
import type { Placed } from './match-part.ts';
import type { Match } from './match.ts';

export interface AssembleFailure {
  readonly failure: CheckpointFailure;
  /** The checkpoint's name of the tensor that is to blame; null where none is. */
  readonly source: string | null;
}

/**
 * The template's external data: float32, little-endian, `weights.bytes` long, each tensor at its offset, gaps zero. Never
 * rejects. Fails where the match has misfits or a value is NaN or infinite.
 * @param onProgress bytes placed and bytes of all tensors, after each tensor
 */
export async function assembleWeights(
  match: Match,
  checkpoint: Pick<Checkpoint, 'read'>,
  onProgress?: (done: number, total: number) => void,
): Promise<Result<Uint8Array<ArrayBuffer>, AssembleFailure>> {
  let source: string | null = null;
  try {
    const [misfit] = match.misfits;
    if (misfit) refuse({ code: 'does-not-fit', name: misfit.name });
    const { placed, template } = match;
    const weights = new Uint8Array(allocate(template.weights.bytes));
    const total = placed.reduce((sum, { place }) => sum + 4 * elementCount(place.shape), 0);
    let done = 0;
    for (const each of placed) {
      source = each.source;
      const values = await valuesOf(each, checkpoint);
      weights.set(new Uint8Array(values.buffer), each.place.offset);
      done += values.byteLength;
      onProgress?.(done, total);
    }
    return success(weights);
  } catch (thrown) {
    return failed({ failure: failureOf(thrown), source });
  }
}

async function valuesOf(
  { place, source }: Placed,
  checkpoint: Pick<Checkpoint, 'read'>,
): Promise<Float32Array<ArrayBuffer>> {
  const read = await checkpoint.read(source);
  if (!read.ok) return refuse(read.failure);
  const count = read.value.reduce((sum, value) => (Number.isFinite(value) ? sum : sum + 1), 0);
  if (count > 0) refuse({ code: 'not-finite', name: source, count });
  const [rows = 0, columns = 0] = place.shape;
  if (!place.transposed) return read.value;
  return gather(read.value, { shape: [columns, rows], strides: [1, columns], offset: 0 });
}
