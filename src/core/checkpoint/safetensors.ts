import type { ByteSource } from './byte-source.ts';
import { elementBytes, type DType } from './dtypes.ts';
import { refuse } from './failures.ts';
import { contiguousStrides, elementCount } from './layout.ts';
import { readExactly, textOf, u64le } from './reading.ts';
import { checkTensor, nameCharactersLimit, tensorsLimit, type StoredTensor } from './stored-tensor.ts';

/** The format's own limit. */
const headerBytesLimit = 100_000_000;

const dtypes: ReadonlyMap<unknown, DType> = new Map([
  ['F64', 'float64'],
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['F8_E4M3', 'float8_e4m3fn'],
  ['F8_E5M2', 'float8_e5m2'],
  ['C64', 'complex64'],
  ['I64', 'int64'],
  ['I32', 'int32'],
  ['I16', 'int16'],
  ['I8', 'int8'],
  ['U64', 'uint64'],
  ['U32', 'uint32'],
  ['U16', 'uint16'],
  ['U8', 'uint8'],
  ['BOOL', 'bool'],
]);

interface Declared {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * A length, a JSON header of as many bytes, the data: https://github.com/huggingface/safetensors#format. Gaps between
 * tensors are allowed, overlaps are not. @throws Refusal
 */
export async function readSafetensors(source: ByteSource): Promise<ReadonlyMap<string, StoredTensor>> {
  const length = u64le(await readExactly(source, 0, 8, 'the length of the header'), 0);
  if (length > headerBytesLimit) {
    refuse({ code: 'too-large', what: 'bytes of the header', limit: headerBytesLimit, found: length });
  }
  const header = await readExactly(source, 8, length, 'the header');
  const dataStart = 8 + length;
  const declared = declaredIn(parsedHeader(header), source.size - dataStart);
  refuseOverlaps(declared);
  return new Map(declared.map((each) => [each.name, storedTensor(each, dataStart)]));
}

function parsedHeader(bytes: Uint8Array): object {
  try {
    const header: unknown = JSON.parse(textOf(bytes));
    if (isRecord(header)) return header;
  } catch {
    // Falls through to the same refusal: the parser's words help nobody.
  }
  return refuse({ code: 'damaged', detail: 'the header is no JSON object' });
}

function declaredIn(header: object, dataBytes: number): Declared[] {
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  if (entries.length > tensorsLimit) {
    refuse({ code: 'too-large', what: 'tensors', limit: tensorsLimit, found: entries.length });
  }
  return entries.map(([name, entry]: [string, unknown]) => declaredTensor(name, entry, dataBytes));
}

function declaredTensor(name: string, entry: unknown, dataBytes: number): Declared {
  if (name.length > nameCharactersLimit) {
    const limit = nameCharactersLimit;
    refuse({ code: 'too-large', what: "characters of a tensor's name", limit, found: name.length });
  }
  const { dtype: dtypeName, shape, data_offsets: range } = isRecord(entry) ? entry : {};
  if (!isCounts(shape) || !isCounts(range) || range.length !== 2 || typeof dtypeName !== 'string') {
    return refuse({ code: 'damaged', detail: `the header describes ${name} against the format` });
  }
  const dtype = dtypes.get(dtypeName);
  if (dtype === undefined) return refuse({ code: 'unsupported-type', name, dtype: dtypeName });
  const [begin = 0, end = 0] = range;
  if (end - begin !== elementCount(shape) * elementBytes(dtype)) {
    refuse({
      code: 'lying-header',
      detail: `${name} has ${end - begin} bytes, which is not what its shape needs`,
    });
  }
  if (end > dataBytes) refuse({ code: 'truncated', what: name });
  return { name, dtype, shape, begin, end };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((side) => Number.isSafeInteger(side) && side >= 0);
}

function refuseOverlaps(declared: readonly Declared[]): void {
  const byPlace = declared.filter(({ begin, end }) => end > begin).sort((a, b) => a.begin - b.begin);
  byPlace.forEach(({ name, begin }, n) => {
    const before = byPlace[n - 1];
    if (before && before.end > begin) {
      refuse({ code: 'lying-header', detail: `${name} lies over ${before.name}` });
    }
  });
}

function storedTensor({ name, dtype, shape, begin, end }: Declared, dataStart: number): StoredTensor {
  return checkTensor({
    name,
    dtype,
    shape,
    strides: contiguousStrides(shape),
    offset: 0,
    littleEndian: true,
    storage: { bytes: end - begin, start: () => Promise.resolve(dataStart + begin) },
  });
}
