import type { LeftOutReason } from '../contracts/spectrum.ts';
import { success, type Result } from '../core/result.ts';

export interface NotOpened {
  /** What a reader knows the picture by. */
  readonly name: string;
  readonly reason: LeftOutReason;
}

/** Pictures by number. Each is opened when it is asked for and not before, so a list may name millions. */
export interface PictureList {
  readonly length: number;
  open(n: number): Promise<Result<File, NotOpened>>;
}

/** Files that a person chose or dropped: they are open already. */
export function filesAsList(files: readonly File[]): PictureList {
  return {
    length: files.length,
    open(n) {
      const file = files[n];
      if (!file) throw new RangeError(`picture ${String(n)} of ${String(files.length)}`);
      return Promise.resolve(success(file));
    },
  };
}
