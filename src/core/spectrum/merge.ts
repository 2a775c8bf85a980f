import { shareCount, type ImageShare } from './spectrum.ts';
import type { Stages } from './recipe.ts';
import { addSums, copySums, emptySums, type SpectrumSums, type TotalSums } from './sums.ts';

/** Images that one worker adds up before they are merged. The snapshots' numbers are multiples of it. */
export const chunkImages = 10;

/** A picture is made after so many images, and at the end. */
export const snapshotAfter: readonly number[] = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000];

interface Share {
  images: number;
  readonly plane: Float32Array;
}

/**
 * Adds up the sums of chunks in the order of their indices, in whatever order they come: floating-point addition is
 * not associative, so only a fixed order gives the same bits however many workers there are and whichever is first.
 */
export class ChunkMerger {
  readonly total: TotalSums;
  readonly #shares: readonly Share[];
  readonly #waiting = new Map<number, { readonly sums: SpectrumSums; readonly isTail: boolean }>();
  #merged = 0;
  /** What a last chunk that was not full was added to. */
  #beforeTail: { readonly index: number; readonly total: TotalSums; readonly share: Share | null } | null =
    null;

  readonly #stages: Stages;

  constructor(stages: Stages) {
    this.#stages = stages;
    this.total = emptySums(stages);
    // A mean of powers knows from each image's own profile how images differ.
    const shares = stages.average === 'residual' ? shareCount : 0;
    this.#shares = Array.from({ length: shares }, () => ({
      images: 0,
      plane: new Float32Array(this.total.plane.length),
    }));
  }

  /** Chunks merged so far; the next one to be merged has this index. */
  get merged(): number {
    return this.#merged;
  }

  /** Chunks that wait for an earlier one. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** The same images dealt to eight shares, to see how much the choice of images matters. */
  get shares(): readonly ImageShare[] {
    return this.#shares;
  }

  /**
   * @param isTail the chunk is the last and not full, and may be taken back
   * @param onMerged called after each chunk that is merged, so that no snapshot is skipped
   */
  add(index: number, sums: SpectrumSums, isTail: boolean, onMerged: (index: number) => void): void {
    this.#waiting.set(index, { sums, isTail });
    for (;;) {
      const next = this.#waiting.get(this.#merged);
      if (!next) return;
      const merging = this.#merged;
      this.#waiting.delete(merging);
      const share = this.#shares[merging % shareCount] ?? null;
      // Taking it away again by subtraction would leave other bits.
      if (next.isTail)
        this.#beforeTail = {
          index: merging,
          total: this.#copyOfTotal(),
          share: share && { images: share.images, plane: share.plane.slice() },
        };
      addSums(this.total, next.sums);
      if (share) addToShare(share, next.sums);
      this.#merged++;
      onMerged(merging);
    }
  }

  #copyOfTotal(): TotalSums {
    const copy = emptySums(this.#stages);
    copySums(copy, this.total);
    return copy;
  }

  /** Undoes `add` of a tail; answers false where the chunk was not added. */
  takeBack(index: number): boolean {
    if (this.#waiting.delete(index)) return true;
    const before = this.#beforeTail;
    if (before?.index !== index || this.#merged !== index + 1) return false;
    this.#beforeTail = null;
    copySums(this.total, before.total);
    const share = this.#shares[index % shareCount];
    if (share && before.share) {
      share.images = before.share.images;
      share.plane.set(before.share.plane);
    }
    this.#merged--;
    return true;
  }
}

function addToShare(share: Share, { images, plane }: SpectrumSums): void {
  share.images += images;
  for (let i = 0; i < plane.length; i++) share.plane[i] = share.plane[i]! + plane[i]!;
}
