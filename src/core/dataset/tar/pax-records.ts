import { textOf } from '../../checkpoint/reading.ts';

/** What pax records (POSIX.1-2001) say about the next entry, or about all that follow. */
export interface PaxFacts {
  readonly path?: string;
  readonly size?: number;
}

/** Records are '<length> <key>=<value>\n', the length counting itself. What is malformed ends the reading. */
export function readPaxRecords(bytes: Uint8Array): PaxFacts {
  const facts: { path?: string; size?: number } = {};
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at);
    const length = blank === -1 ? NaN : Number(textOf(bytes.subarray(at, blank)));
    const end = at + length;
    if (!Number.isSafeInteger(length) || end <= blank + 1 || end > bytes.length) break;
    const record = textOf(bytes.subarray(blank + 1, end - 1));
    const equals = record.indexOf('=');
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)];
    if (key === 'path') facts.path = value;
    // GNU's sparse files keep their own name and size in records of their own.
    else if (key === 'size' && Number.isSafeInteger(Number(value))) facts.size = Number(value);
    at = end;
  }
  return facts;
}
