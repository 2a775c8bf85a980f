import type { ByteSource } from './byte-source.ts';
import { refuse } from './failures.ts';
import { readExactly, textOf } from './reading.ts';
import { tensorsIn } from './state-tensors.ts';
import { checkTensor, type StoredTensor } from './stored-tensor.ts';
import type { PickledTensor } from './pickle-values.ts';
import { storageBytes } from './torch-storage.ts';
import { unpickle } from './unpickle.ts';
import { entryStart, readZipDirectory, type ZipDirectory, type ZipEntry } from './zip-directory.ts';

/** Names and numbers alone; weights stand in entries of their own. */
const pickleBytesLimit = 2 ** 28;

/**
 * What torch.save writes since 1.6: a ZIP archive of stored entries <root>/data.pkl, <root>/data/<key> and
 * <root>/byteorder. A TorchScript program (torch.jit.save) has the same, with its modules as objects, and its source
 * beside them: its tensors are read, its source is not. @throws Refusal
 */
export async function readTorchZip(source: ByteSource): Promise<ReadonlyMap<string, StoredTensor>> {
  const directory = await readZipDirectory(source);
  const root = rootOf(directory);
  refuseCompressed(directory, root);
  const littleEndian = await isLittleEndian(source, directory, root);
  const pickle = await readEntry(source, directory, `${root}/data.pkl`, pickleBytesLimit);
  const tensors = tensorsIn(unpickle(pickle).value);
  return new Map(
    Array.from(tensors, ([name, tensor]) => {
      const entry = directory.entries.get(`${root}/data/${tensor.storage.key}`);
      if (!entry)
        return refuse({ code: 'lying-header', detail: `the values of ${name} are not in the file` });
      const storage = storageIn(tensor, name, entry, () => entryStart(source, directory, entry));
      return [name, checkTensor({ ...tensor, name, littleEndian, storage })];
    }),
  );
}

function storageIn(
  { storage }: PickledTensor,
  name: string,
  entry: ZipEntry,
  start: () => Promise<number>,
): StoredTensor['storage'] {
  const bytes = storageBytes(storage);
  if (bytes > entry.bytes) {
    refuse({
      code: 'lying-header',
      detail: `the values of ${name} should have ${bytes} bytes, not ${entry.bytes}`,
    });
  }
  return { bytes, start };
}

/** The folder of the one data.pkl. */
function rootOf({ entries }: ZipDirectory): string {
  const roots = Array.from(entries.keys(), (name) => /^([^/]+)\/data\.pkl$/.exec(name)?.[1] ?? []).flat();
  const [root] = roots;
  if (root === undefined)
    return refuse({ code: 'not-a-checkpoint', found: 'a ZIP archive without data.pkl' });
  if (roots.length > 1) refuse({ code: 'lying-header', detail: 'the archive holds two data.pkl' });
  return root;
}

/** The source of a TorchScript program is compressed, and not read. */
function refuseCompressed({ entries }: ZipDirectory, root: string): void {
  for (const { name, plain } of entries.values()) {
    if (!plain && !name.startsWith(`${root}/code/`)) refuse({ code: 'compressed-entry', name });
  }
}

/** Files from before 2.1 do not say; their writers' machines were little-endian. */
async function isLittleEndian(source: ByteSource, directory: ZipDirectory, root: string): Promise<boolean> {
  const name = `${root}/byteorder`;
  if (!directory.entries.has(name)) return true;
  const order = textOf(await readEntry(source, directory, name, 16));
  if (order === 'little' || order === 'big') return order === 'little';
  return refuse({ code: 'damaged', detail: 'the byte order is neither little nor big' });
}

async function readEntry(
  source: ByteSource,
  directory: ZipDirectory,
  name: string,
  limit: number,
): Promise<Uint8Array> {
  const entry = directory.entries.get(name);
  if (!entry) return refuse({ code: 'damaged', detail: `${name} is missing` });
  if (entry.bytes > limit) {
    refuse({ code: 'too-large', what: `bytes of ${name}`, limit, found: entry.bytes });
  }
  return readExactly(source, await entryStart(source, directory, entry), entry.bytes, name);
}
