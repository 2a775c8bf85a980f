import { hasText } from '../image/bytes.ts';
import { nameForeign } from '../image/foreign-formats.ts';
import { failed, type Result } from '../result.ts';
import type { ByteSource } from './byte-source.ts';
import type { DType } from './dtypes.ts';
import { refuse, settle, type CheckpointFailure } from './failures.ts';
import { readSafetensors } from './safetensors.ts';
import { readTensor, type StoredTensor } from './stored-tensor.ts';
import { readTorchLegacy } from './torch-legacy.ts';
import { readTorchZip } from './torch-zip.ts';

export type { CheckpointFailure } from './failures.ts';

export type CheckpointFormat = 'safetensors' | 'torch-zip' | 'torch-legacy';

export interface TensorInfo {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
}

export interface Checkpoint {
  readonly format: CheckpointFormat;
  /** In the order of the file; names exactly as there, those of nested dictionaries joined with '.'. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** The values as float32 in C order, strides resolved. Never rejects. */
  readonly read: (name: string) => Promise<Result<Float32Array<ArrayBuffer>, CheckpointFailure>>;
}

/**
 * Reads names, types and shapes of all tensors, recognising the format by content. Never rejects. Nothing that the file
 * says is ever executed, and nothing is allocated before its size was checked against the file.
 */
export async function openCheckpoint(source: ByteSource): Promise<Result<Checkpoint, CheckpointFailure>> {
  return settle(async () => {
    const format = formatOf(await source.read(0, headBytes));
    const tensors = await readers[format](source);
    if (tensors.size === 0) refuse({ code: 'no-tensors' });
    return checkpointOf(format, source, tensors);
  });
}

type Tensors = ReadonlyMap<string, StoredTensor>;

const readers: Readonly<Record<CheckpointFormat, (source: ByteSource) => Promise<Tensors>>> = {
  safetensors: readSafetensors,
  'torch-zip': readTorchZip,
  'torch-legacy': readTorchLegacy,
};

function checkpointOf(format: CheckpointFormat, source: ByteSource, stored: Tensors): Checkpoint {
  const infos = Array.from(
    stored.values(),
    ({ name, dtype, shape }) => [name, { name, dtype, shape }] as const,
  );
  return {
    format,
    tensors: new Map(infos),
    async read(name) {
      const tensor = stored.get(name);
      if (!tensor) return failed({ code: 'unknown-tensor', name });
      return settle(() => readTensor(source, tensor));
    },
  };
}

/** Enough for every signature; that of tar stands at 257. */
const headBytes = 512;

/** Files that people take for checkpoints, or that browsers saved instead of one. */
const lookalikes: readonly (readonly [offset: number, text: string, found: string])[] = [
  [257, 'ustar', 'a tar archive, as PyTorch wrote before version 0.1.10'],
  [0, 'version https://git-lfs', 'a Git LFS pointer, which stands for the file'],
  [0, '\x89HDF', 'an HDF5 file, as Keras writes'],
  [0, 'GGUF', 'a GGUF file'],
  [0, '\x93NUMPY', 'a NumPy array'],
  [0, '\x89PNG', 'a PNG picture'],
  [0, '\xff\xd8', 'a JPEG picture'],
];

/** @throws Refusal where the bytes begin like no checkpoint */
function formatOf(head: Uint8Array): CheckpointFormat {
  if (head.length === 0) refuse({ code: 'not-a-checkpoint', found: 'an empty file' });
  if (hasText(head, 0, 'PK\x03\x04')) return 'torch-zip';
  if (hasText(head, 8, '{')) return 'safetensors';
  if (head[0] === 0x80) return 'torch-legacy';
  const lookalike = lookalikes.find(([offset, text]) => hasText(head, offset, text));
  const found = lookalike?.[2] ?? nameForeign(head) ?? 'a file of an unknown kind';
  return refuse({ code: 'not-a-checkpoint', found });
}
