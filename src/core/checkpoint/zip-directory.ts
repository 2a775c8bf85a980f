import { hasText, u16le, u32le } from '../image/bytes.ts';
import type { ByteSource } from './byte-source.ts';
import { refuse } from './failures.ts';
import { readExactly, textOf, u64le } from './reading.ts';

/*
 * Our own reader, because PyTorch only stores: without inflating, encryption and streams a ZIP library is the directory
 * alone, and this one checks each size against the file before anything is allocated.
 */

export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  /** Neither compressed nor encrypted. */
  readonly plain: boolean;
  /** Offset of the local header, which stands before the data. */
  readonly headerAt: number;
}

export interface ZipDirectory {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Offset at which the entries end and the directory begins. */
  readonly at: number;
}

interface DirectoryPlace {
  readonly at: number;
  readonly bytes: number;
}

const endBytes = 22;
const commentBytesLimit = 0xffff;
const locatorBytes = 20;
const end64Bytes = 56;
const entryBytes = 46;
const localHeaderBytes = 30;
const directoryBytesLimit = 2 ** 25;

const saturated = 0xffff_ffff;
const zip64Extra = 1;

/** The directory of a ZIP archive, zip64 included (APPNOTE 6.3.10, 4.3). @throws Refusal */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  const { at, bytes } = await directoryPlace(source);
  if (bytes > directoryBytesLimit) {
    refuse({ code: 'too-large', what: 'bytes of the directory', limit: directoryBytesLimit, found: bytes });
  }
  if (at + bytes > source.size)
    refuse({ code: 'lying-header', detail: 'the directory lies outside of the file' });
  const directory = await readExactly(source, at, bytes, 'the directory of the ZIP archive');
  return { at, entries: entriesOf(directory, at) };
}

async function directoryPlace(source: ByteSource): Promise<DirectoryPlace> {
  const tailAt = Math.max(0, source.size - endBytes - commentBytesLimit);
  const tail = await readExactly(source, tailAt, source.size - tailAt, 'the end of the ZIP archive');
  const end = endRecordAt(tail);
  if (end === null) return refuse({ code: 'truncated', what: 'the directory at the end of the ZIP archive' });
  const locator = end - locatorBytes;
  if (locator >= 0 && hasText(tail, locator, 'PK\x06\x07')) return place64(source, u64le(tail, locator + 8));
  return { bytes: u32le(tail, end + 12), at: u32le(tail, end + 16) };
}

/** The last end record whose comment ends with the file. */
function endRecordAt(tail: Uint8Array): number | null {
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (tail[at] !== 0x50 || !hasText(tail, at, 'PK\x05\x06')) continue;
    if (at + endBytes + u16le(tail, at + 20) === tail.length) return at;
  }
  return null;
}

async function place64(source: ByteSource, at: number): Promise<DirectoryPlace> {
  const record = await readExactly(source, at, end64Bytes, 'the zip64 end record');
  if (!hasText(record, 0, 'PK\x06\x06')) refuse({ code: 'damaged', detail: 'no zip64 end record' });
  return { bytes: u64le(record, 40), at: u64le(record, 48) };
}

function entriesOf(directory: Uint8Array, directoryAt: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at < directory.length;) {
    if (at + entryBytes > directory.length || !hasText(directory, at, 'PK\x01\x02')) {
      refuse({ code: 'damaged', detail: `no entry of the ZIP directory at its byte ${at}` });
    }
    const nameEnd = at + entryBytes + u16le(directory, at + 28);
    const extraEnd = nameEnd + u16le(directory, at + 30);
    const name = textOf(directory.subarray(at + entryBytes, nameEnd));
    const entry = entryOf(
      name,
      directory.subarray(at, at + entryBytes),
      directory.subarray(nameEnd, extraEnd),
    );
    if (entries.has(name)) refuse({ code: 'lying-header', detail: `two entries are called ${name}` });
    if (entry.headerAt + localHeaderBytes + entry.bytes > directoryAt) {
      refuse({
        code: 'lying-header',
        detail: `${name} claims ${entry.bytes} bytes, more than the file holds`,
      });
    }
    entries.set(name, entry);
    at = extraEnd + u16le(directory, at + 32);
  }
  return entries;
}

function entryOf(name: string, record: Uint8Array, extra: Uint8Array): ZipEntry {
  const sizes64 = zip64Fields(extra);
  const field = (at: number): number => {
    const value = u32le(record, at);
    return value === saturated ? (sizes64.shift() ?? value) : value;
  };
  const bytes = field(24);
  const storedBytes = field(20);
  const headerAt = field(42);
  const encrypted = (u16le(record, 8) & 1) === 1;
  const plain = u16le(record, 10) === 0 && !encrypted;
  if (plain && storedBytes !== bytes) {
    refuse({ code: 'lying-header', detail: `${name} is stored, but has two sizes` });
  }
  return { name, bytes, plain, headerAt };
}

/** The 64-bit values of exactly those fields that are saturated, in the order size, stored size, offset. */
function zip64Fields(extra: Uint8Array): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + u16le(extra, at + 2)) {
    if (u16le(extra, at) !== zip64Extra) continue;
    const fields = Math.floor(Math.min(u16le(extra, at + 2), extra.length - at - 4) / 8);
    return Array.from({ length: fields }, (_, n) => u64le(extra, at + 4 + n * 8));
  }
  return [];
}

/** The offset of an entry's data: only its local header says how long that header is. @throws Refusal */
export async function entryStart(
  source: ByteSource,
  directory: ZipDirectory,
  { name, headerAt, bytes }: ZipEntry,
): Promise<number> {
  const header = await readExactly(source, headerAt, localHeaderBytes, name);
  if (!hasText(header, 0, 'PK\x03\x04')) {
    refuse({ code: 'lying-header', detail: `${name} does not stand where the directory says` });
  }
  const start = headerAt + localHeaderBytes + u16le(header, 26) + u16le(header, 28);
  if (start + bytes > directory.at) {
    refuse({ code: 'lying-header', detail: `${name} reaches into the directory` });
  }
  return start;
}
