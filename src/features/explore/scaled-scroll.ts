/*
 * Browsers cap the height of an element (near 17.9 M px in Firefox, 33 M px elsewhere), and positions beyond 2^24 px lose
 * their last pixel in 32-bit floats. Two million tiles are taller than that. So the scroller is given a bearable
 * height, and its position is stretched to the one in the list.
 *
 * 'list' positions count pixels of the whole list, 'bar' positions those of the scroller's scrollTop.
 */

/** No scroller is higher than this; four million still has a quarter of a pixel in 32-bit floats. */
export const tallestPx = 4_000_000;

/** Within this much of both ends a pixel of the bar is a pixel of the list, so that the ends are reached smoothly. */
const exactPx = 200_000;

/** Maps the whole range of the bar to the whole range of the list, monotonically, both ends exactly. */
export class ScrollMap {
  readonly listPx: number;
  readonly barPx: number;
  readonly #listMax: number;
  readonly #barMax: number;

  constructor(listPx: number, viewportPx: number) {
    this.listPx = listPx;
    this.barPx = Math.min(listPx, tallestPx);
    this.#listMax = Math.max(0, listPx - viewportPx);
    this.#barMax = Math.max(0, this.barPx - viewportPx);
  }

  /** Whether the list is taller than what a browser can scroll. */
  get stretched(): boolean {
    return this.listPx > this.barPx;
  }

  toList(bar: number): number {
    if (!this.stretched) return clamp(bar, this.#listMax);
    if (bar <= exactPx) return Math.max(0, bar);
    const fromEnd = this.#barMax - bar;
    if (fromEnd <= exactPx) return this.#listMax - Math.max(0, fromEnd);
    return exactPx + (bar - exactPx) * this.#slope();
  }

  toBar(list: number): number {
    if (!this.stretched) return clamp(list, this.#barMax);
    if (list <= exactPx) return Math.max(0, list);
    const fromEnd = this.#listMax - list;
    if (fromEnd <= exactPx) return this.#barMax - Math.max(0, fromEnd);
    return exactPx + (list - exactPx) / this.#slope();
  }

  clampList(list: number): number {
    return clamp(list, this.#listMax);
  }

  #slope(): number {
    return (this.#listMax - 2 * exactPx) / (this.#barMax - 2 * exactPx);
  }
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(max, value));
}

/**
 * Follows the bar. A wheel, a finger or a key moves the list by as many pixels as the bar; whoever drags the bar far
 * moves through the whole list. The two then drift apart, so `settle` says where the bar belongs once it rests.
 */
export class ScrollPosition {
  #map: ScrollMap;
  #bar = 0;
  #list = 0;
  readonly #nearPx: () => number;

  /** @param nearPx the longest move of the bar that is still a step; a screen or two */
  constructor(map: ScrollMap, nearPx: () => number) {
    this.#map = map;
    this.#nearPx = nearPx;
  }

  /** Position in the list of the upper edge of what is seen. */
  get list(): number {
    return this.#list;
  }

  /** What must be added to a position in the list to place it in the scroller. */
  get shift(): number {
    return this.#bar - this.#list;
  }

  /** The bar was moved by whoever looks. */
  follow(bar: number): void {
    const step = bar - this.#bar;
    this.#bar = bar;
    const stepped = this.#map.stretched && Math.abs(step) <= this.#nearPx() && !this.#atEdge(bar);
    this.#list = stepped ? this.#map.clampList(this.#list + step) : this.#map.toList(bar);
  }

  /** Jumps to a position in the list; answers where to put the bar. */
  jump(list: number): number {
    this.#list = this.#map.clampList(list);
    this.#bar = Math.round(this.#map.toBar(this.#list));
    return this.#bar;
  }

  /** The list or the screen has another size; the position in the list stays. Answers where to put the bar. */
  remap(map: ScrollMap): number {
    this.#map = map;
    return this.jump(this.#list);
  }

  /** Where the bar belongs, or null where it is there already. */
  settle(): number | null {
    if (!this.#map.stretched) return null;
    const bar = this.#bar;
    return this.jump(this.#list) === bar ? null : this.#bar;
  }

  /** The bar can go no further: the list must not either. */
  #atEdge(bar: number): boolean {
    return bar <= 0 || this.#map.toList(bar) >= this.#map.clampList(Infinity);
  }
}
