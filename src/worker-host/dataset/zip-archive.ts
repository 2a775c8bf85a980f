import { BlobReader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import { messageOf } from '../../core/error-message.ts';
import { hasText, u16le } from '../../core/image/bytes.ts';
import { failed, success, type Result } from '../../core/result.ts';
import type { Archive, ArchiveEvent, EntryPlace } from './archive.ts';
import { inflate } from './inflate.ts';
import { failureOf } from './problems.ts';

const localHeaderBytes = 30;
const stored = 0;
const deflated = 8;
/** APPNOTE 6.3.10, 4.4.5: those that archives of pictures are met with. */
const methodNames: ReadonlyMap<number, string> = new Map([
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [93, 'Zstandard'],
  [95, 'XZ'],
]);

/**
 * A .zip, also one in parts (.z01, .z02 ... .zip, as GenImage is published). The directory is zip.js's work; of its entries
 * only the places are kept, since its own objects would take gigabytes for the 330,000 files of one generator.
 */
export class ZipArchive implements Archive {
  readonly name: string;
  readonly #parts: readonly Blob[];
  /** All parts one after another; nothing is copied. */
  readonly #whole: Blob;
  readonly #partAt: readonly number[];

  /** @param parts in their order, the one with the directory last */
  constructor(name: string, parts: readonly Blob[]) {
    this.name = name;
    this.#parts = parts;
    this.#whole = new Blob([...parts]);
    let at = 0;
    this.#partAt = parts.map(({ size }) => (at += size) - size);
  }

  async *entries(): AsyncGenerator<ArchiveEvent> {
    const readers = this.#parts.map((part) => new BlobReader(part));
    const reader = new ZipReader(readers.length === 1 && readers[0] ? readers[0] : readers, {
      useWebWorkers: false,
      // Names are shown and never written to: one that climbs out of its folder must not end the walk.
      filenameValidation: 'tolerant',
    });
    try {
      for await (const entry of reader.getEntriesGenerator()) {
        if (entry.directory) continue;
        const path = entry.filename;
        const failure = unreadable(path, entry.encrypted, entry.compressionMethod);
        if (failure) yield { kind: 'problem', failure };
        else {
          const place: EntryPlace = {
            offset: (this.#partAt[entry.diskNumberStart] ?? 0) + entry.offset,
            storedBytes: entry.compressedSize,
            byteLength: entry.uncompressedSize,
            deflated: entry.compressionMethod === deflated,
          };
          yield { kind: 'entry', entry: { path, place } };
        }
      }
    } catch (error) {
      yield { kind: 'problem', failure: archiveFailure(error, this.name) };
    } finally {
      await reader.close().catch(() => undefined);
    }
  }

  async read(place: EntryPlace, name: string): Promise<Result<Blob, SourceFailure>> {
    const { offset, storedBytes, byteLength } = place;
    const damaged = (detail: string) => failed<SourceFailure>({ code: 'damaged', name, detail });
    try {
      const end = offset + localHeaderBytes;
      const header = new Uint8Array(await this.#whole.slice(offset, end).arrayBuffer());
      if (!hasText(header, 0, 'PK\x03\x04')) return damaged('it does not stand where the directory says');
      const start = end + u16le(header, 26) + u16le(header, 28);
      if (start + storedBytes > this.#whole.size) return damaged('it reaches beyond the end of the archive');
      const bytes = this.#whole.slice(start, start + storedBytes);
      if (place.deflated) return await inflate(bytes, byteLength, name);
      return storedBytes === byteLength ? success(bytes) : damaged('it is stored, but has two sizes');
    } catch (error) {
      return failed(failureOf(error, name));
    }
  }
}

function unreadable(name: string, encrypted: boolean, method: number): SourceFailure | null {
  if (encrypted) return { code: 'encrypted', name };
  if (method === stored || method === deflated) return null;
  return { code: 'compression', name, method: methodNames.get(method) ?? `method ${method}` };
}

/** What ended the reading of the directory: the disk, or what stands in it. */
function archiveFailure(error: unknown, name: string): SourceFailure {
  if (error instanceof DOMException) return failureOf(error, name);
  const detail = messageOf(error);
  if (/split/iu.test(detail)) {
    return {
      code: 'truncated',
      name,
      detail: 'it is one part of several; choose all of them (.z01, .z02 ... .zip)',
    };
  }
  return /not found/iu.test(detail)
    ? { code: 'truncated', name, detail: 'the directory at its end is missing' }
    : { code: 'damaged', name, detail: detail.charAt(0).toLowerCase() + detail.slice(1) };
}
