import type { ByteSource } from '../../checkpoint/byte-source.ts';
import { textOf } from '../../checkpoint/reading.ts';
import { readPaxRecords, type PaxFacts } from './pax-records.ts';
import { blockBytes, readTarHeader, type TarHeader } from './tar-header.ts';

export interface TarFile {
  readonly kind: 'file';
  readonly path: string;
  /** Of its bytes in the archive. */
  readonly offset: number;
  readonly size: number;
}

/** Why the walk ended before the archive's end mark. `path` is the last entry met; '' for none. */
export interface TarFault {
  readonly kind: 'truncated' | 'damaged';
  readonly path: string;
  readonly detail: string;
}

/** Names and records are short; more is a damaged size. */
const recordsLimitBytes = 2 ** 20;

/**
 * The files of a tar archive in their order, read in place: headers alone are read, and every size is held against the
 * archive's before anything is skipped. Ends with a fault where the archive does not end as it should.
 */
export async function* walkTar(source: ByteSource): AsyncGenerator<TarFile | TarFault> {
  let at = 0;
  let path = '';
  let everywhere: PaxFacts = {};
  let next: PaxFacts = {};
  while (at < source.size) {
    const block = await source.read(at, blockBytes);
    if (block.length < blockBytes) {
      yield { kind: 'truncated', path, detail: `${block.length} bytes are left where a header should stand` };
      return;
    }
    const read = readTarHeader(block);
    if (read.kind === 'end') return;
    if (read.kind === 'damaged') {
      yield { kind: 'damaged', path, detail: `${read.detail}, at byte ${at}` };
      return;
    }
    const { header } = read;
    const offset = at + blockBytes;
    const size = next.size ?? everywhere.size ?? header.size;
    if (offset + size > source.size) {
      path = isRecord(header) ? path : (next.path ?? header.name);
      const left = source.size - offset;
      yield { kind: 'truncated', path, detail: `it should have ${size} bytes, and ${left} are left` };
      return;
    }
    if (isRecord(header)) {
      if (size > recordsLimitBytes) {
        yield { kind: 'damaged', path, detail: `a name or record of ${size} bytes, at byte ${at}` };
        return;
      }
      const facts = factsOf(header, await source.read(offset, size));
      if (header.type === 'g') everywhere = { ...everywhere, ...facts };
      else next = { ...next, ...facts };
    } else {
      path = next.path ?? everywhere.path ?? header.name;
      next = {};
      if (header.type === '0' || header.type === '7') yield { kind: 'file', path, offset, size };
    }
    at = offset + Math.ceil(size / blockBytes) * blockBytes;
  }
  // Writers may leave the end mark out; what was there was whole.
}

/** GNU's long names of links ('K') are read over like files that are none. */
function isRecord({ type }: TarHeader): boolean {
  return type === 'x' || type === 'g' || type === 'L';
}

function factsOf({ type }: TarHeader, bytes: Uint8Array): PaxFacts {
  if (type !== 'L') return readPaxRecords(bytes);
  const end = bytes.indexOf(0);
  return { path: textOf(end === -1 ? bytes : bytes.subarray(0, end)) };
}
