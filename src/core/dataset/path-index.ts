/** Finds samples by paths that begin elsewhere: a table says 'train/ai/1.png' of what lies at 'ADM/train/ai/1.png'. */
export class PathIndex {
  readonly #paths: (id: number) => string;
  /** First sample of each bucket, then chains; -1 ends one. Buckets go by the parts that have to agree. */
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  /** How many parts at the end have to agree: name and folder, or for tables without folders the name alone. */
  readonly #least: 1 | 2;

  /** @param paths '/'-separated path of a sample; asked again for every comparison */
  constructor(count: number, paths: (id: number) => string, least: 1 | 2) {
    this.#paths = paths;
    this.#least = least;
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(count, 1) * 1.5) + 0.01)).fill(-1);
    this.#next = new Int32Array(count).fill(-1);
    for (let id = count - 1; id >= 0; id--) {
      const bucket = this.#bucket(tail(paths(id), least));
      this.#next[id] = this.#heads[bucket]!;
      this.#heads[bucket] = id;
    }
  }

  /**
   * The sample whose path shares most of its end with this one; -1 where there is none, or several do equally well.
   */
  find(path: string): number {
    const parts = clean(path).split('/');
    let best = -1;
    let bestShared = 0;
    let ties = 0;
    for (let id = this.#heads[this.#bucket(tail(path, this.#least))]!; id >= 0; id = this.#next[id]!) {
      const shared = sharedEnd(parts, clean(this.#paths(id)).split('/'));
      if (shared < Math.min(this.#least, parts.length) || shared < bestShared) continue;
      ties = shared === bestShared ? ties + 1 : 0;
      best = id;
      bestShared = shared;
    }
    return ties > 0 ? -1 : best;
  }

  /** FNV-1a over UTF-16 units, folded to the table. */
  #bucket(text: string): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1);
  }
}

function clean(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/u, '');
}

/** The last parts of a path. */
function tail(path: string, parts: number): string {
  return clean(path).split('/').slice(-parts).join('/');
}

/** How many parts two paths share at their ends. */
function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[a.length - 1 - shared] === b[b.length - 1 - shared])
    shared++;
  return shared;
}
