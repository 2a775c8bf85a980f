/** An entry to be written; `size` may lie. */
export interface TestEntry {
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  readonly size?: number;
}

/**
 * A tar archive of these entries, written by the letter of POSIX.1-1988 and apart from the reader: paths of up to 100
 * bytes, with the end mark of two blocks.
 */
export function testTar(entries: readonly TestEntry[], withEnd = true): Uint8Array<ArrayBuffer> {
  const parts = entries.flatMap(({ path, bytes = new Uint8Array(), type = '0', size = bytes.length }) => [
    testHeader(path, size, type),
    bytes,
    new Uint8Array((512 - (bytes.length % 512)) % 512),
  ]);
  return joined(withEnd ? [...parts, new Uint8Array(1024)] : parts);
}

/** A pax record with its length, which counts itself. */
export function paxRecord(key: string, value: string): Uint8Array {
  const rest = utf8(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return joined([utf8(String(length)), rest]);
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  const latin = encodeURIComponent(text).replace(/%(..)/gu, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Uint8Array.from(latin, (letter) => letter.charCodeAt(0));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function testHeader(path: string, size: number, type: string): Uint8Array {
  const block = new Uint8Array(512);
  block.set(utf8(path), 0);
  block.set(utf8('0000644\0'), 100);
  block.set(utf8(`${size.toString(8).padStart(11, '0')}\0`), 124);
  block.set(utf8('        '), 148);
  block.set(utf8(type), 156);
  block.set(utf8('ustar\x0000'), 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return block;
}
