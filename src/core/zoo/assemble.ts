import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { allocate, refuse, settle, type CheckpointFailure } from '../checkpoint/failures.ts';
import type { Result } from '../result.ts';
import type { Match } from './match.ts';
import type { TemplateTensor } from './template.ts';

/**
 * The template's external data: float32, little-endian, `weights.bytes` long, each tensor at its offset, gaps zero. Never
 * rejects. Fails where the match has misfits or a value is NaN or infinite.
 * @param onProgress bytes placed and bytes of all tensors, after each tensor
 */
export function assembleWeights(
  match: Match,
  checkpoint: Checkpoint,
  onProgress?: (done: number, total: number) => void,
): Promise<Result<Uint8Array<ArrayBuffer>, CheckpointFailure>> {
  return settle(async () => {
    const [misfit] = match.misfits;
    if (misfit) refuse({ code: 'does-not-fit', name: misfit.name });
    const { bytes, tensors } = match.template.weights;
    const weights = new Uint8Array(allocate(bytes));
    const total = tensors.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0);
    let done = 0;
    for (const tensor of tensors) {
      const values = await valuesOf(tensor, match, checkpoint);
      weights.set(new Uint8Array(values.buffer), tensor.offset);
      done += values.byteLength;
      onProgress?.(done, total);
    }
    return weights;
  });
}

async function valuesOf(
  { name }: TemplateTensor,
  { names }: Match,
  checkpoint: Checkpoint,
): Promise<Float32Array<ArrayBuffer>> {
  const source = names.get(name);
  if (source === undefined) return refuse({ code: 'does-not-fit', name });
  const read = await checkpoint.read(source);
  if (!read.ok) return refuse(read.failure);
  const count = read.value.reduce((sum, value) => (Number.isFinite(value) ? sum : sum + 1), 0);
  if (count > 0) refuse({ code: 'not-finite', name: source, count });
  return read.value;
}
