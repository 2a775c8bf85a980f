import { bytesSource } from './byte-source.ts';
import { openCheckpoint, type Checkpoint, type CheckpointFailure } from './checkpoint.ts';

/** @throws Error with the failure */
export async function opened(bytes: Uint8Array<ArrayBuffer>): Promise<Checkpoint> {
  const result = await openCheckpoint(bytesSource(bytes));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

/** Null where the bytes open. */
export async function failureOf(bytes: Uint8Array<ArrayBuffer>): Promise<CheckpointFailure | null> {
  const result = await openCheckpoint(bytesSource(bytes));
  return result.ok ? null : result.failure;
}

/** One byte a character. */
export function latin(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** `bytes` little-endian bytes of a whole number, one a character. */
export function le(value: number, bytes: number): string {
  return Array.from({ length: bytes }, (_, n) =>
    String.fromCharCode(Number((BigInt(value) >> BigInt(8 * n)) & 255n)),
  ).join('');
}

/** A safetensors file with this header, as JSON or as text, and so many bytes of zeros. */
export function safetensorsOf(header: object | string, dataBytes: number): Uint8Array<ArrayBuffer> {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  return latin(le(text.length, 8) + text + '\0'.repeat(dataBytes));
}

export interface TestEntry {
  readonly name: string;
  readonly content: string;
  /** What the directory claims; otherwise the truth. */
  readonly claimedBytes?: number;
  readonly claimedAt?: number;
  readonly method?: number;
  readonly flags?: number;
}

/** A ZIP archive of stored entries, contents one byte a character. */
export function zipOf(entries: readonly TestEntry[]): Uint8Array<ArrayBuffer> {
  let body = '';
  let directory = '';
  for (const { name, content, claimedBytes, claimedAt, method = 0, flags = 0 } of entries) {
    const size = le(claimedBytes ?? content.length, 4);
    const common = le(20, 2) + le(flags, 2) + le(method, 2) + le(0, 8) + size + size + le(name.length, 2);
    directory += `PK\x01\x02${le(20, 2)}${common}${le(0, 12)}${le(claimedAt ?? body.length, 4)}${name}`;
    body += `PK\x03\x04${common}${le(0, 2)}${name}${content}`;
  }
  const counts = le(entries.length, 2).repeat(2);
  const end = `PK\x05\x06${le(0, 4)}${counts}${le(directory.length, 4)}${le(body.length, 4)}${le(0, 2)}`;
  return latin(body + directory + end);
}

/** A torch.save archive around a pickle without its leading protocol. */
export function torchZipOf(pickle: string, more: readonly TestEntry[] = []): Uint8Array<ArrayBuffer> {
  return zipOf([{ name: 'a/data.pkl', content: `\x80\x02${pickle}` }, ...more]);
}

/** Pickle text: BINUNICODE. */
export function pickledText(text: string): string {
  return `X${le(text.length, 4)}${text}`;
}

/** Pickle of a float32 tensor in storage `key`, whose numbers may be lies. */
export function pickledTensor(
  key: string,
  elements: number,
  offset: number,
  shape: readonly number[],
  strides: readonly number[],
): string {
  const number = (value: number) => `J${le(value, 4)}`;
  const tuple = (values: readonly number[]) => `(${values.map(number).join('')}t`;
  const storage = `(${pickledText('storage')}ctorch\nFloatStorage\n${pickledText(key)}${pickledText('cpu')}${number(elements)}tQ`;
  return `ctorch._utils\n_rebuild_tensor\n(${storage}${number(offset)}${tuple(shape)}${tuple(strides)}tR`;
}
