import type { DType } from './dtypes.ts';
import { refuse } from './failures.ts';
import {
  asKind,
  opaque,
  type PickledDict,
  type PickledGlobal,
  type PickledStorage,
  type PickledTensor,
  type PickledTuple,
  type PickleValue,
} from './pickle-values.ts';
import { rankLimit } from './stored-tensor.ts';

/** What a call of a listed name stands for. Nothing is called: each role has its own plain value. @throws Refusal */
export function valueOfCall({ name, role }: PickledGlobal, args: readonly PickleValue[]): PickleValue {
  switch (role.as) {
    case 'dict':
      return dictOf(args[0]);
    case 'tensor':
      return tensorOf(args, null);
    case 'typed-tensor':
      return tensorOf(args, dtypeOf(args[6]));
    case 'parameter':
      return asKind(args[0], 'tensor') ?? malformed('a parameter without a tensor');
    case 'tuple':
      return asKind(args[0], 'tuple') ?? malformed('a size that is no tuple');
    case 'first':
      return args[0] ?? malformed(`${name} of nothing`);
    case 'object':
      return { kind: 'dict', entries: new Map(), isObject: true };
    case 'opaque':
      return opaque;
    case 'storage':
    case 'dtype':
      return malformed(`a call of ${name}`);
    default:
      return role satisfies never;
  }
}

/** The storage that a persistent id names: ('storage', type, key, device, elements[, view]). @throws Refusal */
export function storageOf(id: PickleValue): PickledStorage {
  const [tag, type, key, , elements, view] = asKind(id, 'tuple')?.items ?? [];
  const role = asKind(type, 'global')?.role;
  if (tag !== 'storage' || role?.as !== 'storage' || typeof key !== 'string' || !isCount(elements)) {
    return malformed('a reference to something other than a storage');
  }
  if (view !== null && view !== undefined) malformed('a view of a storage, as before PyTorch 0.4');
  return { kind: 'storage', key, dtype: role.dtype, elements };
}

/** An OrderedDict may come with its pairs, a Counter with its dictionary, a defaultdict with a type. */
function dictOf(from: PickleValue | undefined): PickledDict {
  const dict = asKind(from, 'dict');
  if (dict) return dict;
  const entries = new Map<PickleValue, PickleValue>();
  for (const pair of asKind(from, 'list')?.items ?? []) {
    const [key, value] = (asKind(pair, 'list') ?? asKind(pair, 'tuple'))?.items ?? [];
    if (key === undefined || value === undefined) malformed('a dictionary of no pairs');
    else entries.set(key, value);
  }
  return { kind: 'dict', entries };
}

/** (storage, offset, shape, strides, …): torch/_utils.py, _rebuild_tensor_v2 and _v3. */
function tensorOf(args: readonly PickleValue[], given: DType | null): PickledTensor {
  const storage = asKind(args[0], 'storage');
  const offset = args[1];
  const dtype = given ?? storage?.dtype;
  if (!storage || typeof offset !== 'number' || !dtype) return malformed('a tensor without a storage');
  return { kind: 'tensor', storage, dtype, offset, shape: numbersOf(args[2]), strides: numbersOf(args[3]) };
}

function dtypeOf(value: PickleValue | undefined): DType {
  const role = asKind(value, 'global')?.role;
  return role?.as === 'dtype' ? role.dtype : malformed('a tensor without a type');
}

function numbersOf(value: PickleValue | undefined): readonly number[] {
  const tuple: PickledTuple | null = asKind(value, 'tuple');
  if (tuple && tuple.items.length > rankLimit) malformed('a tensor of too many dimensions');
  if (!tuple?.items.every((item) => typeof item === 'number'))
    return malformed('a shape that is no tuple of numbers');
  return tuple.items;
}

function isCount(value: PickleValue | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function malformed(detail: string): never {
  return refuse({ code: 'damaged', detail: `the pickle has ${detail}` });
}
