import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { allocate, failureOf, refuse, type CheckpointFailure } from '../checkpoint/failures.ts';
import { failed, success, type Result } from '../result.ts';
import type { Match } from './match.ts';
import type { TemplateTensor } from './template.ts';

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
    const { bytes, tensors } = match.template.weights;
    const weights = new Uint8Array(allocate(bytes));
    const total = tensors.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0);
    let done = 0;
    for (const tensor of tensors) {
      source = match.names.get(tensor.name) ?? null;
      const values = await valuesOf(tensor, match, checkpoint);
      weights.set(new Uint8Array(values.buffer), tensor.offset);
      done += values.byteLength;
      onProgress?.(done, total);
    }
    return success(weights);
  } catch (thrown) {
    return failed({ failure: failureOf(thrown), source });
  }
}

async function valuesOf(
  { name }: TemplateTensor,
  { names }: Match,
  checkpoint: Pick<Checkpoint, 'read'>,
): Promise<Float32Array<ArrayBuffer>> {
  const source = names.get(name);
  if (source === undefined) return refuse({ code: 'does-not-fit', name });
  const read = await checkpoint.read(source);
  if (!read.ok) return refuse(read.failure);
  const count = read.value.reduce((sum, value) => (Number.isFinite(value) ? sum : sum + 1), 0);
  if (count > 0) refuse({ code: 'not-finite', name: source, count });
  return read.value;
}
