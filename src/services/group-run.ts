import type { ImageChunk, LeftOut, SpectrumPicture } from '../contracts/spectrum.ts';
import { chunkImages, ChunkMerger, snapshotAfter } from '../core/spectrum/merge.ts';
import type { Recipe } from '../core/spectrum/recipe.ts';
import { shuffled } from '../core/spectrum/seeded.ts';
import type { SpectrumSums } from '../core/spectrum/sums.ts';
import type { GroupStatus, LeftOutFile } from '../state/spectra-store.ts';
import type { PictureList } from './picture-list.ts';

/** Names that are kept of the files that were left out. */
const mostNamed = 20;

/** Pictures of a group that are to be opened: their numbers in its list. */
export interface TakenChunk {
  readonly index: number;
  readonly numbers: Uint32Array;
}

/** The same, opened. */
export interface OpenChunk {
  readonly chunk: ImageChunk;
  readonly names: readonly string[];
  /** Pictures that could not be opened; the chunk has null in their places. */
  readonly leftOut: readonly LeftOut[];
}

interface ChunkLeftOut {
  readonly tooSmall: number;
  readonly unreadable: number;
  readonly named: readonly LeftOutFile[];
}

/** The pictures of one group and how far their spectrum is. Hands out chunks, takes sums. */
export class GroupRun {
  readonly id: string;
  readonly list: PictureList;
  readonly pictures = new Map<number, SpectrumPicture>();
  status: GroupStatus = 'waiting';
  /** Images of merged chunks. */
  seen = 0;
  /** Changes when all begins again, so that late answers are known as such. */
  epoch = 0;
  /** Spectra that were asked for and are not here. */
  finishing = 0;
  readonly #leftOut = new Map<number, ChunkLeftOut>();
  #order: Uint32Array = new Uint32Array();
  #drawn = 0;
  #nextChunk = 0;
  #merger: ChunkMerger | null = null;
  #returned: number[] = [];

  constructor(id: string, list: PictureList) {
    this.id = id;
    this.list = list;
  }

  /** Forgets everything that was computed. */
  restart(recipe: Recipe): void {
    this.epoch++;
    this.pictures.clear();
    this.#leftOut.clear();
    this.seen = 0;
    this.finishing = 0;
    this.#order = shuffled(this.list.length, recipe.seed);
    this.#drawn = Math.min(recipe.images, this.list.length);
    this.#nextChunk = 0;
    this.#returned = [];
    this.#merger = new ChunkMerger(recipe);
    this.status = 'waiting';
  }

  /** Draws more images and keeps what is done; answers false where that cannot be: then all begins again. */
  extendTo(images: number): boolean {
    const drawn = Math.min(images, this.list.length);
    if (drawn === this.#drawn) return true;
    if (!this.#merger || drawn < this.#drawn) return false;
    if (this.#drawn % chunkImages !== 0) this.#takeBackTail(this.#merger);
    this.#drawn = drawn;
    this.status = 'waiting';
    return true;
  }

  /** The last chunk was not full: it is computed again with what was missing, as if it had been full at once. */
  #takeBackTail(merger: ChunkMerger): void {
    const tail = Math.floor(this.#drawn / chunkImages);
    if (!merger.takeBack(tail)) return;
    this.#leftOut.delete(tail);
    this.seen = Math.min(this.seen, tail * chunkImages);
    this.giveBack(tail);
  }

  get drawn(): number {
    return this.#drawn;
  }

  get used(): number {
    return this.#merger?.total.images ?? 0;
  }

  get merger(): ChunkMerger | null {
    return this.#merger;
  }

  get tooSmall(): number {
    return this.#count(({ tooSmall }) => tooSmall);
  }

  get unreadable(): number {
    return this.#count(({ unreadable }) => unreadable);
  }

  /** The first of those left out. */
  get leftOut(): readonly LeftOutFile[] {
    const chunks = [...this.#leftOut].sort(([a], [b]) => a - b);
    return chunks.flatMap(([, { named }]) => named).slice(0, mostNamed);
  }

  #count(of: (chunk: ChunkLeftOut) => number): number {
    return [...this.#leftOut.values()].reduce((sum, chunk) => sum + of(chunk), 0);
  }

  /** Chunks handed out and not merged. */
  get underWay(): number {
    return this.#nextChunk - this.#returned.length - (this.#merger?.merged ?? 0);
  }

  get hasMore(): boolean {
    return this.#returned.length > 0 || this.#nextChunk * chunkImages < this.#drawn;
  }

  /** The next chunk to work on. */
  take(): TakenChunk | null {
    if (!this.hasMore) return null;
    const index = this.#returned.shift() ?? this.#nextChunk++;
    return { index, numbers: this.#order.subarray(index * chunkImages, this.#endOf(index)) };
  }

  /** False for a chunk that was taken before more images were drawn: some of its images are missing. */
  isWhole({ index, numbers }: TakenChunk): boolean {
    return numbers.length === this.#endOf(index) - index * chunkImages;
  }

  #endOf(index: number): number {
    return Math.min((index + 1) * chunkImages, this.#drawn);
  }

  async open({ index, numbers }: TakenChunk): Promise<OpenChunk> {
    const firstImage = index * chunkImages;
    const opened = await Promise.all(Array.from(numbers, (n) => this.list.open(n)));
    return {
      chunk: { firstImage, files: opened.map((each) => (each.ok ? each.value : null)) },
      names: opened.map((each) => (each.ok ? each.value.name : each.failure.name)),
      leftOut: opened.flatMap((each, n): LeftOut[] =>
        each.ok ? [] : [{ image: firstImage + n, reason: each.failure.reason }],
      ),
    };
  }

  /** A chunk that was cancelled or whose worker died will be handed out again. */
  giveBack(index: number): void {
    this.#returned.push(index);
    this.#returned.sort((a, b) => a - b);
  }

  /** @param onSnapshot called where a picture is due, with the number of images seen */
  merge(index: number, sums: SpectrumSums, onSnapshot: (seen: number) => void): void {
    const isTail = (index + 1) * chunkImages > this.#drawn;
    this.#merger?.add(index, sums, isTail, (merged) => {
      this.seen = this.#endOf(merged);
      if (snapshotAfter.includes(this.seen) || this.seen === this.#drawn) onSnapshot(this.seen);
    });
  }

  noteLeftOut({ index }: TakenChunk, names: readonly string[], leftOut: readonly LeftOut[]): void {
    if (leftOut.length === 0) return;
    const tooSmall = leftOut.filter(({ reason }) => reason.code === 'too-small').length;
    const isFull = this.leftOut.length >= mostNamed;
    this.#leftOut.set(index, {
      tooSmall,
      unreadable: leftOut.length - tooSmall,
      named: leftOut
        .slice(0, isFull ? 0 : mostNamed)
        .map(({ image, reason }) => ({ name: names[image - index * chunkImages] ?? '', reason })),
    });
  }
}
