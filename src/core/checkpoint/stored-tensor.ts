import type { ByteSource } from './byte-source.ts';
import { elementBytes, toFloat32, type DType } from './dtypes.ts';
import { refuse } from './failures.ts';
import { elementCount, extent, gather, isContiguous, type Layout } from './layout.ts';
import { readExactly } from './reading.ts';

/** A tensor's place in a file. */
export interface StoredTensor extends Layout {
  readonly name: string;
  readonly dtype: DType;
  readonly littleEndian: boolean;
  readonly storage: Storage;
}

interface Storage {
  readonly bytes: number;
  /** The offset in the file; @throws Refusal */
  start(): Promise<number>;
}

/** Ten times what the largest networks have. */
export const tensorsLimit = 50_000;
export const nameCharactersLimit = 1024;
export const rankLimit = 64;

/** An expanded view has more elements than its storage: legal, but a few bytes must not claim gigabytes. */
const expandedElementsLimit = 2 ** 24;

/** @throws Refusal where the tensor reaches out of its storage or claims what no storage holds */
export function checkTensor(tensor: StoredTensor): StoredTensor {
  const { name, shape, strides, offset, dtype, storage } = tensor;
  if (shape.length > rankLimit) {
    refuse({ code: 'too-large', what: 'dimensions of a tensor', limit: rankLimit, found: shape.length });
  }
  if (strides.length !== shape.length || ![offset, ...shape, ...strides].every(isCount)) {
    refuse({ code: 'lying-header', detail: `${name} has a size, stride or offset that cannot be` });
  }
  const count = elementCount(shape);
  const room = Math.floor(storage.bytes / elementBytes(dtype));
  if (extent(tensor) > room) {
    refuse({ code: 'lying-header', detail: `${name} reaches beyond its storage of ${room} elements` });
  }
  const limit = Math.max(room, expandedElementsLimit);
  if (count > limit)
    refuse({ code: 'too-large', what: 'elements of an expanded tensor', limit, found: count });
  return tensor;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** float32 in C order; @throws Refusal */
export async function readTensor(
  source: ByteSource,
  tensor: StoredTensor,
): Promise<Float32Array<ArrayBuffer>> {
  const { name, dtype, offset } = tensor;
  const elements = Math.max(0, extent(tensor) - offset);
  const start = (await tensor.storage.start()) + offset * elementBytes(dtype);
  const bytes = await readExactly(source, start, elements * elementBytes(dtype), name);
  const span = toFloat32(bytes, dtype, tensor.littleEndian);
  if (span === null) return refuse({ code: 'unsupported-type', name, dtype });
  return isContiguous(tensor) ? span : gather(span, tensor);
}
