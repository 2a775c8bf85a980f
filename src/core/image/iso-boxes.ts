import { latin1, u32be } from './bytes.ts';

/** A box of the ISO base media file format (ISO/IEC 14496-12); from..to is its content, end exclusive. */
export interface Box {
  readonly type: string;
  readonly from: number;
  /** May lie behind the end of the file where that is cut short. */
  readonly to: number;
}

/** The boxes that lie one after the other in start..end. Stops at a box of impossible size. */
export function boxes(bytes: Uint8Array, start: number, end: number): Box[] {
  const found: Box[] = [];
  for (let at = start; at + 8 <= Math.min(end, bytes.length);) {
    const short = u32be(bytes, at);
    const head = short === 1 ? 16 : 8;
    // Size 1 announces 64 bits behind the type; size 0 means up to the end.
    const long = u32be(bytes, at + 8) * 2 ** 32 + u32be(bytes, at + 12);
    const size = short === 1 ? long : short === 0 ? end - at : short;
    if (size < head) break;
    found.push({ type: latin1(bytes, at + 4, 4), from: at + head, to: at + size });
    at += size;
  }
  return found;
}

export function firstOf(list: readonly Box[], type: string): Box | undefined {
  return list.find((box) => box.type === type);
}
