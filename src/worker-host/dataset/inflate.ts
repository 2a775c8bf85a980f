import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import { messageOf } from '../../core/error-message.ts';
import { failed, success, type Result } from '../../core/result.ts';

/** No picture is larger; a deflated entry that is would fill the memory before anyone could look at it. */
const limitBytes = 2 ** 30;

/** Inflates an entry of a ZIP archive, never further than the size that its directory states. */
export async function inflate(
  bytes: Blob,
  byteLength: number,
  name: string,
): Promise<Result<Blob, SourceFailure>> {
  if (byteLength > limitBytes) return failed({ code: 'too-large', name, byteLength, limitBytes });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let read = 0;
  const reader = bytes.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      read += part.value.length;
      if (read > byteLength) break;
      parts.push(part.value);
    }
  } catch (error) {
    return failed({ code: 'damaged', name, detail: messageOf(error) });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (read === byteLength) return success(new Blob(parts));
  const detail = `it should have ${byteLength} bytes, and has ${read > byteLength ? 'more' : read}`;
  return failed({ code: 'damaged', name, detail });
}
