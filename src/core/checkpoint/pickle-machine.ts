import { refuse } from './failures.ts';
import { asKind, type PickledList, type PickledStorage, type PickleValue } from './pickle-values.ts';
import { textOf, u64le } from './reading.ts';

const limits = {
  instructions: 2 ** 24,
  containers: 2 ** 19,
  stack: 2 ** 18,
  memo: 2 ** 22,
};

const words: Readonly<Record<keyof typeof limits, string>> = {
  instructions: 'pickle instructions',
  containers: 'pickled lists and objects',
  stack: 'pickled values at once',
  memo: 'remembered pickled values',
};

/** Torch's magic number has 10 bytes; nothing in a checkpoint has more. */
const integerBytesLimit = 64;
const lineBytesLimit = 1024;

/**
 * The state of a pickle that is being read: where in the bytes, stack, marks and memo. Every limit holds for any bytes, so
 * that time and memory stay proportional to the file. All methods throw a Refusal where the pickle is not well formed.
 */
export class PickleMachine {
  at: number;
  /** Every storage that was referred to, whether a named tensor uses it or not. */
  readonly storages: PickledStorage[] = [];
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();
  private instructions = 0;
  private containers = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = start;
  }

  nextInstruction(): number {
    this.within('instructions', ++this.instructions);
    return this.u8();
  }

  u8(): number {
    return this.view.getUint8(this.advance(1));
  }

  u16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  i32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  u64(): number {
    return u64le(this.bytes, this.advance(8));
  }

  /** Big-endian, unlike all other numbers of a pickle. */
  f64(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  skip(length: number): void {
    this.advance(length);
  }

  text(length: number): string {
    const start = this.advance(length);
    return textOf(this.bytes.subarray(start, start + length));
  }

  /** The text up to a line end, which is read but not returned. */
  line(): string {
    const start = this.at;
    const end = this.bytes.subarray(start, start + lineBytesLimit).indexOf(0x0a);
    if (end < 0 && start + lineBytesLimit <= this.bytes.length) malformed('a line without an end');
    if (end < 0) refuse({ code: 'truncated', what: 'the pickle' });
    const text = this.text(end);
    this.skip(1);
    return text;
  }

  /** A little-endian integer in two's complement; a bigint only where a number would be inexact. */
  integer(length: number): number | bigint {
    if (length > integerBytesLimit) {
      refuse({ code: 'too-large', what: 'bytes of an integer', limit: integerBytesLimit, found: length });
    }
    const start = this.advance(length);
    const value = this.bytes
      .subarray(start, start + length)
      .reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return narrowed(BigInt.asIntN(length * 8, value));
  }

  push(value: PickleValue): void {
    this.within('stack', this.stack.length + 1);
    this.stack.push(value);
  }

  /** Pushes what takes memory of its own, and the work of so many containers. */
  pushContainer(value: PickleValue, cost = 1): void {
    this.count(cost);
    this.push(value);
  }

  /** The work of so many containers. */
  count(cost: number): void {
    this.containers += cost;
    this.within('containers', this.containers);
  }

  pushStorage(storage: PickledStorage): void {
    this.storages.push(storage);
    this.pushContainer(storage);
  }

  pop(): PickleValue {
    const value = this.stack.length > (this.marks.at(-1) ?? 0) ? this.stack.pop() : undefined;
    return value === undefined ? malformed('an empty stack') : value;
  }

  top(): PickleValue {
    const value = this.pop();
    this.stack.push(value);
    return value;
  }

  mark(): void {
    this.within('stack', this.marks.length + 1);
    this.marks.push(this.stack.length);
  }

  /** All that was pushed since the last mark, which is taken away. */
  popToMark(): PickleValue[] {
    const start = this.marks.pop();
    return start === undefined ? malformed('no mark') : this.stack.splice(start);
  }

  popItems(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  popTuple(): readonly PickleValue[] {
    return asKind(this.pop(), 'tuple')?.items ?? malformed('arguments that are no tuple');
  }

  remember(slot: number): void {
    this.memo.set(slot, this.top());
    this.within('memo', this.memo.size);
  }

  rememberNext(): void {
    this.remember(this.memo.size);
  }

  recall(slot: number): void {
    const value = this.memo.get(slot);
    this.push(value === undefined ? malformed('a reference to nothing') : value);
  }

  /** Adds to the list on top; to something opaque, nothing. */
  append(items: readonly PickleValue[]): void {
    const target = this.top();
    const list: PickledList | null = asKind(target, 'list');
    if (list) for (const item of items) list.items.push(item);
    else if (!asKind(target, 'opaque')) malformed('items for no list');
  }

  /** Keys and values in turn for the dictionary on top; for something opaque, nothing. */
  setItems(items: readonly PickleValue[]): void {
    const target = this.top();
    const dict = asKind(target, 'dict');
    if (items.length % 2 === 1 || !(dict ?? asKind(target, 'opaque'))) malformed('items for no dictionary');
    for (let n = 0; dict && n < items.length; n += 2) dict.entries.set(items[n]!, items[n + 1]!);
  }

  /** The value that STOP leaves. */
  result(): PickleValue {
    const value = this.pop();
    if (this.stack.length + this.marks.length > 0) malformed('more than one value at its end');
    return value;
  }

  private advance(length: number): number {
    const start = this.at;
    if (start + length > this.bytes.length) refuse({ code: 'truncated', what: 'the pickle' });
    this.at = start + length;
    return start;
  }

  private within(what: keyof typeof limits, found: number): void {
    const limit = limits[what];
    if (found > limit) refuse({ code: 'too-large', what: words[what], limit, found });
  }
}

/** A number where that is exact. */
export function narrowed(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** @throws Refusal, always */
export function malformed(detail: string): never {
  return refuse({ code: 'damaged', detail: `the pickle has ${detail}` });
}
