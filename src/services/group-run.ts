import type { ImageChunk, LeftOut, SpectrumPicture } from '../contracts/spectrum.ts';
import { chunkImages, ChunkMerger, snapshotAfter } from '../core/spectrum/merge.ts';
import type { Recipe } from '../core/spectrum/recipe.ts';
import { shuffled } from '../core/spectrum/seeded.ts';
import type { SpectrumSums } from '../core/spectrum/sums.ts';
import type { GroupStatus, LeftOutFile } from '../state/spectra-store.ts';

/** Names that are kept of the files that were left out. */
const mostNamed = 20;

/** The files of one group and how far their spectrum is. Hands out chunks, takes sums. */
export class GroupRun {
  readonly id: string;
  readonly files: readonly File[];
  readonly pictures = new Map<number, SpectrumPicture>();
  readonly leftOut: LeftOutFile[] = [];
  status: GroupStatus = 'waiting';
  tooSmall = 0;
  unreadable = 0;
  /** Images of merged chunks. */
  seen = 0;
  /** Changes when all begins again, so that late answers are known as such. */
  epoch = 0;
  /** Spectra that were asked for and are not here. */
  finishing = 0;
  #order: Uint32Array = new Uint32Array();
  #drawn = 0;
  #nextChunk = 0;
  #merger: ChunkMerger | null = null;
  #returned: number[] = [];

  constructor(id: string, files: readonly File[]) {
    this.id = id;
    this.files = files;
  }

  /** Forgets everything that was computed. */
  restart(recipe: Recipe): void {
    this.epoch++;
    this.pictures.clear();
    this.leftOut.length = 0;
    this.tooSmall = 0;
    this.unreadable = 0;
    this.seen = 0;
    this.finishing = 0;
    this.#order = shuffled(this.files.length, recipe.seed);
    this.#drawn = Math.min(recipe.images, this.files.length);
    this.#nextChunk = 0;
    this.#returned = [];
    this.#merger = new ChunkMerger(recipe);
    this.status = 'waiting';
  }

  /** Draws more images and keeps what is done; answers false where that cannot be: then all begins again. */
  extendTo(images: number): boolean {
    const drawn = Math.min(images, this.files.length);
    if (drawn === this.#drawn) return true;
    const wholeChunks = this.#drawn % chunkImages === 0;
    if (!this.#merger || drawn < this.#drawn || !wholeChunks) return false;
    this.#drawn = drawn;
    this.status = 'waiting';
    return true;
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

  /** Chunks handed out and not merged. */
  get underWay(): number {
    return this.#nextChunk - this.#returned.length - (this.#merger?.merged ?? 0);
  }

  get hasMore(): boolean {
    return this.#returned.length > 0 || this.#nextChunk * chunkImages < this.#drawn;
  }

  /** The next chunk to work on. */
  take(): { readonly index: number; readonly chunk: ImageChunk } | null {
    if (!this.hasMore) return null;
    const index = this.#returned.shift() ?? this.#nextChunk++;
    const firstImage = index * chunkImages;
    const order = this.#order.subarray(firstImage, Math.min(firstImage + chunkImages, this.#drawn));
    const files = Array.from(order, (n) => this.files[n]).filter((file) => file !== undefined);
    return { index, chunk: { firstImage, files } };
  }

  /** A chunk that was cancelled or whose worker died will be handed out again. */
  giveBack(index: number): void {
    this.#returned.push(index);
    this.#returned.sort((a, b) => a - b);
  }

  /** @param onSnapshot called where a picture is due, with the number of images seen */
  merge(index: number, sums: SpectrumSums, onSnapshot: (seen: number) => void): void {
    this.#merger?.add(index, sums, (merged) => {
      this.seen = Math.min((merged + 1) * chunkImages, this.#drawn);
      if (snapshotAfter.includes(this.seen) || this.seen === this.#drawn) onSnapshot(this.seen);
    });
  }

  noteLeftOut(leftOut: readonly LeftOut[]): void {
    for (const { image, reason } of leftOut) {
      if (reason.code === 'too-small') this.tooSmall++;
      else this.unreadable++;
      const name = this.files[this.#order[image] ?? -1]?.name;
      if (name !== undefined && this.leftOut.length < mostNamed) this.leftOut.push({ name, reason });
    }
  }
}
