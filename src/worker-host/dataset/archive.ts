import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import type { PathFacts } from '../../core/dataset/layout/meanings.ts';
import type { Result } from '../../core/result.ts';

/** Where the bytes of an entry lie. */
export interface EntryPlace {
  readonly offset: number;
  /** As they lie in the archive. */
  readonly storedBytes: number;
  /** As they are read. */
  readonly byteLength: number;
  readonly deflated: boolean;
}

export interface ArchiveEntry {
  readonly path: string;
  readonly place: EntryPlace;
  readonly stated?: Partial<PathFacts>;
}

/** What a reader of archives tells as it goes: entries, and what cannot be read. */
export type ArchiveEvent =
  | { readonly kind: 'entry'; readonly entry: ArchiveEntry }
  | { readonly kind: 'problem'; readonly failure: SourceFailure };

/** One archive, read in place. */
export interface Archive {
  /** Of the file. */
  readonly name: string;
  entries(): AsyncIterable<ArchiveEvent>;
  read(place: EntryPlace, name: string): Promise<Result<Blob, SourceFailure>>;
}
