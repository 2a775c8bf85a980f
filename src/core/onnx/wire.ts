import { textOf } from '../checkpoint/reading.ts';
import { refuse } from './failures.ts';

/**
 * The wire format of protocol buffers (https://protobuf.dev/programming-guides/encoding), as far as a reader needs it
 * that never copies: fields are handed out one by one, and long ones are views of the file.
 */
export interface Field {
  readonly number: number;
  /** The number of a varint, two's complement of 64 bits (inexact beyond 2^53); 0 for other fields. */
  readonly value: number;
  /** What a length-delimited or fixed field holds; empty for a varint. */
  readonly bytes: Uint8Array;
}

const noBytes = new Uint8Array();

/**
 * Hands every field of a message to `visit`. @param what the message, for words: 'the graph'
 * @throws Refusal where the bytes are no message
 */
export function eachField(bytes: Uint8Array, what: string, visit: (field: Field) => void): void {
  const reader = new Reader(bytes, what);
  while (reader.more) visit(reader.field());
}

/** Numbers of a repeated field, packed into one length-delimited field or one a field. */
export function packedNumbers({ value, bytes }: Field, what: string): readonly number[] {
  if (bytes.length === 0) return [value];
  const reader = new Reader(bytes, what);
  const numbers: number[] = [];
  while (reader.more) numbers.push(reader.varint());
  return numbers;
}

/** Longer names are no names, and would only fill the page. */
const longestText = 4096;

/** @throws Refusal where it is longer than any name */
export function textField({ bytes }: Field, what: string): string {
  if (bytes.length > longestText)
    refuse({ code: 'damaged', detail: `${what} holds a name of ${bytes.length} characters` });
  return textOf(bytes);
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  #at = 0;

  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes;
    this.#what = what;
  }

  get more(): boolean {
    return this.#at < this.#bytes.length;
  }

  field(): Field {
    const key = this.varint();
    const [number, wireType] = [Math.floor(key / 8), key % 8];
    if (number < 1 || number > 0x1fff_ffff) this.#damaged('a field without a number');
    switch (wireType) {
      case 0:
        return { number, value: this.varint(), bytes: noBytes };
      case 1:
        return { number, value: 0, bytes: this.#take(8) };
      case 2:
        return { number, value: 0, bytes: this.#take(this.varint()) };
      case 5:
        return { number, value: 0, bytes: this.#take(4) };
      default:
        return this.#damaged(`a field of the unknown type ${wireType}`);
    }
  }

  varint(): number {
    let [low, high] = [0, 0];
    for (let shift = 0; shift < 70; shift += 7) {
      if (!this.more) return this.#truncated();
      const byte = this.#bytes[this.#at++]!;
      if (shift < 28) low += (byte & 0x7f) * 2 ** shift;
      else high += (byte & 0x7f) * 2 ** (shift - 28);
      if (byte < 0x80) return signed(low, high);
    }
    return this.#damaged('a number without an end');
  }

  #take(length: number): Uint8Array {
    if (length < 0) this.#damaged('a negative length');
    if (length > this.#bytes.length - this.#at) this.#truncated();
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  #truncated(): never {
    return refuse({ code: 'truncated', what: this.#what });
  }

  #damaged(found: string): never {
    return refuse({ code: 'damaged', detail: `${this.#what} holds ${found}` });
  }
}

/** 28 low and up to 42 high bits as a signed number of 64 bits. */
function signed(low: number, high: number): number {
  const value = low + high * 2 ** 28;
  return value >= 2 ** 63 ? value - 2 ** 64 : value;
}
