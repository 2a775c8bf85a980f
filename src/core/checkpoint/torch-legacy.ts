import type { ByteSource } from './byte-source.ts';
import { failureOf, refuse } from './failures.ts';
import { asKind, type PickledStorage, type PickledTensor, type PickleValue } from './pickle-values.ts';
import { readExactly, u64le } from './reading.ts';
import { tensorsIn } from './state-tensors.ts';
import { checkTensor, type StoredTensor } from './stored-tensor.ts';
import { storageBytes } from './torch-storage.ts';
import { unpickle } from './unpickle.ts';

const magic = 0x1950a86a20f9469cfc6cn;
const protocolVersion = 1001;

const firstWindowBytes = 2 ** 20;
const windowBytesLimit = 2 ** 28;

interface Pickles {
  readonly tensors: ReadonlyMap<string, PickledTensor>;
  /** By key. */
  readonly storages: ReadonlyMap<PickleValue, PickledStorage>;
  readonly storageKeys: readonly PickleValue[];
  /** Offset of the first storage. */
  readonly end: number;
}

/**
 * What torch.save wrote before 1.6: the pickles magic number, protocol version, system, object and storage keys, then the
 * storages in the order of the keys, each its element count as int64 and the raw little-endian values. @throws Refusal
 */
export async function readTorchLegacy(source: ByteSource): Promise<ReadonlyMap<string, StoredTensor>> {
  const pickles = await readPickles(source);
  const starts = await storageStarts(source, pickles);
  return new Map(
    Array.from(pickles.tensors, ([name, tensor]) => {
      const start = starts.get(tensor.storage.key);
      if (start === undefined)
        return refuse({ code: 'damaged', detail: `the values of ${name} are not in the file` });
      const storage = { bytes: storageBytes(tensor.storage), start: () => Promise.resolve(start) };
      return [name, checkTensor({ ...tensor, name, littleEndian: true, storage })];
    }),
  );
}

/** Nothing says how long the pickles are, so a window grows until they fit; weights follow them. */
async function readPickles(source: ByteSource): Promise<Pickles> {
  for (let length = firstWindowBytes; ; length *= 4) {
    const isWhole = length >= source.size;
    const window = await readExactly(source, 0, Math.min(length, source.size), 'the pickle');
    try {
      return picklesIn(window);
    } catch (thrown) {
      const endsEarly = failureOf(thrown).code === 'truncated';
      if (!endsEarly || isWhole || length >= windowBytesLimit) throw thrown;
    }
  }
}

function picklesIn(window: Uint8Array): Pickles {
  const first = unpickle(window);
  if (first.value !== magic) {
    refuse({ code: 'not-a-checkpoint', found: 'a Python pickle that PyTorch did not write' });
  }
  const version = unpickle(window, first.end);
  if (version.value !== protocolVersion)
    refuse({ code: 'damaged', detail: 'an unknown version of the format' });
  const system = unpickle(window, version.end);
  const object = unpickle(window, system.end);
  const keys = unpickle(window, object.end);
  const storageKeys = asKind(keys.value, 'list')?.items;
  if (!storageKeys) return refuse({ code: 'damaged', detail: 'the list of storages is missing' });
  return { tensors: tensorsIn(object.value), storages: byKey(object.storages), storageKeys, end: keys.end };
}

function byKey(storages: readonly PickledStorage[]): ReadonlyMap<PickleValue, PickledStorage> {
  const found = new Map<PickleValue, PickledStorage>();
  for (const storage of storages) {
    const same = found.get(storage.key) ?? storage;
    if (same.dtype !== storage.dtype || same.elements !== storage.elements) {
      refuse({ code: 'lying-header', detail: `storage ${storage.key} has two sizes` });
    }
    found.set(storage.key, storage);
  }
  return found;
}

const countBytes = 8;

/** Where the values of each storage begin, by its key. */
async function storageStarts(
  source: ByteSource,
  { storages, storageKeys, end }: Pickles,
): Promise<ReadonlyMap<PickleValue, number>> {
  const starts = new Map<PickleValue, number>();
  let at = end;
  for (const key of storageKeys) {
    const storage = storages.get(key);
    if (!storage || starts.has(key))
      return refuse({ code: 'damaged', detail: 'the list of storages is wrong' });
    const what = `storage ${storage.key}`;
    const elements = u64le(await readExactly(source, at, countBytes, what), 0);
    if (elements !== storage.elements) {
      refuse({
        code: 'lying-header',
        detail: `${what} has ${elements} elements instead of ${storage.elements}`,
      });
    }
    starts.set(key, at + countBytes);
    at += countBytes + storageBytes(storage);
    if (at > source.size) refuse({ code: 'truncated', what });
  }
  return starts;
}
