import type { DType } from './dtypes.ts';
import { refuse } from './failures.ts';
import type { GlobalRole, PickledGlobal } from './pickle-values.ts';

const storageTypes: Readonly<Record<string, DType>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  ComplexFloatStorage: 'complex64',
  ComplexDoubleStorage: 'complex128',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
};

const dtypeNames: readonly DType[] = [
  'float64',
  'float32',
  'float16',
  'bfloat16',
  'float8_e4m3fn',
  'float8_e5m2',
  'complex64',
  'complex128',
  'int64',
  'int32',
  'int16',
  'int8',
  'uint64',
  'uint32',
  'uint16',
  'uint8',
  'bool',
];

const roles: ReadonlyMap<string, GlobalRole['as']> = new Map<string, GlobalRole['as']>([
  ['collections.OrderedDict', 'dict'],
  ['collections.defaultdict', 'dict'],
  ['collections.Counter', 'dict'],
  ['torch._utils._rebuild_tensor', 'tensor'],
  ['torch._utils._rebuild_tensor_v2', 'tensor'],
  ['torch._utils._rebuild_tensor_v3', 'typed-tensor'],
  ['torch._utils._rebuild_parameter', 'parameter'],
  ['torch._utils._rebuild_parameter_with_state', 'parameter'],
  ['torch.nn.parameter.Parameter', 'parameter'],
  ['torch.Size', 'tuple'],
  // Lists of a TorchScript program, with the type of their items.
  ...['restore_type_tag', 'build_intlist', 'build_tensorlist', 'build_doublelist', 'build_boollist'].map(
    (name) => [`torch.jit._pickle.${name}`, 'first'] as const,
  ),
]);

/** Settings and figures that training scripts save beside the weights: recognised, never built. */
const opaqueNames: ReadonlySet<string> = new Set([
  'argparse.Namespace',
  'types.SimpleNamespace',
  'yacs.config.CfgNode',
  'torch.device',
  'numpy.dtype',
  'numpy.ndarray',
  'numpy.core.multiarray.scalar',
  'numpy.core.multiarray._reconstruct',
  'numpy._core.multiarray.scalar',
  'numpy._core.multiarray._reconstruct',
  'numpy.core.numeric._frombuffer',
  'numpy._core.numeric._frombuffer',
  '_codecs.encode',
  ...['pathlib', 'pathlib._local'].flatMap((module) =>
    ['PosixPath', 'PurePosixPath', 'WindowsPath', 'PureWindowsPath'].map((name) => `${module}.${name}`),
  ),
  ...['__builtin__', 'builtins'].flatMap((module) =>
    ['list', 'dict', 'set', 'frozenset', 'int', 'float', 'bytearray'].map((name) => `${module}.${name}`),
  ),
]);

const allowed: ReadonlyMap<string, GlobalRole> = new Map<string, GlobalRole>([
  ...Array.from(roles, ([name, as]) => [name, { as }] as [string, GlobalRole]),
  ...Array.from(opaqueNames, (name) => [name, { as: 'opaque' }] as [string, GlobalRole]),
  ...dtypeNames.map((dtype) => [`torch.${dtype}`, { as: 'dtype', dtype }] as [string, GlobalRole]),
  ...Object.entries(storageTypes).map(
    ([name, dtype]) => [`torch.${name}`, { as: 'storage', dtype }] as [string, GlobalRole],
  ),
  ['torch.storage.UntypedStorage', { as: 'storage', dtype: null }],
]);

const shownCharacters = 120;

/** Classes that a TorchScript program brings along as source; the source is not read. */
const programClass = /^__torch__(?:\.|$)/;

/**
 * A function or class by its name, from a fixed list, or any class of a TorchScript program. Nothing is looked up or
 * called. @throws Refusal
 */
export function globalNamed(module: string, attribute: string): PickledGlobal {
  const name = `${module}.${attribute}`;
  const role = allowed.get(name) ?? (programClass.test(module) ? { as: 'object' as const } : undefined);
  return role
    ? { kind: 'global', name, role }
    : refuse({ code: 'refused-global', name: name.slice(0, shownCharacters) });
}
