import { unknownQuality, type SamplePatch } from '../core/dataset/sample-batch.ts';
import { imageFormats, type ImageFacts } from '../core/image/facts.ts';

/** How long facts that thumbnails bring are gathered before the index gets them. */
const gatherMs = 1500;

/** What thumbnails find out about files by the way, handed on now and then. */
export class FactGatherer {
  readonly #hand: (patch: SamplePatch) => void;
  #found = new Map<number, ImageFacts>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(hand: (patch: SamplePatch) => void) {
    this.#hand = hand;
  }

  add(id: number, facts: ImageFacts): void {
    this.#found.set(id, facts);
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const found = this.#found;
      this.#found = new Map();
      if (found.size > 0) this.#hand(patchOf(found));
    }, gatherMs);
  }

  clear(): void {
    this.#found = new Map();
  }
}

function patchOf(found: ReadonlyMap<number, ImageFacts>): SamplePatch {
  const facts = [...found.values()];
  const lying = ({ orientation }: ImageFacts): boolean => orientation >= 5;
  return {
    ids: Uint32Array.from(found.keys()),
    format: Uint8Array.from(facts, ({ format }) => imageFormats.indexOf(format)),
    widthPx: Uint16Array.from(facts, (each) => side(lying(each) ? each.storedHeightPx : each.storedWidthPx)),
    heightPx: Uint16Array.from(facts, (each) => side(lying(each) ? each.storedWidthPx : each.storedHeightPx)),
    jpegQuality: Uint8Array.from(facts, ({ jpeg }) => jpeg?.quality?.value ?? unknownQuality),
  };
}

function side(px: number): number {
  return Math.min(px, 65_535);
}
