import type { LoadFailure } from '../contracts/inference.ts';
import { failed, success, type Result } from '../core/result.ts';
import { messageOf } from '../core/error-message.ts';

/**
 * Downloads a file whole.
 *
 * @param onProgress bytes received so far, and in all (0 where the server does not say, or compresses)
 */
export async function download(
  url: string,
  mode: RequestCache,
  onProgress: (receivedBytes: number, totalBytes: number) => void,
): Promise<Result<Uint8Array<ArrayBuffer>, LoadFailure>> {
  try {
    const response = await fetch(url, { cache: mode });
    if (!response.ok) return failed({ code: 'http', url, status: response.status });
    return success(await readAll(response, onProgress));
  } catch (error) {
    return failed({ code: 'offline', url, detail: messageOf(error) });
  }
}

async function readAll(
  response: Response,
  onProgress: (receivedBytes: number, totalBytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const total = totalBytes(response);
  const chunks: Uint8Array[] = [];
  let received = 0;
  await eachChunk(response, (chunk) => {
    chunks.push(chunk);
    received += chunk.length;
    onProgress(received, total);
  });
  return joined(chunks, received);
}

/** What `take` throws ends the transfer. */
export async function eachChunk(
  { body }: Response,
  take: (chunk: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) take(part.value);
  } finally {
    // Does nothing where all was read.
    await reader.cancel().catch(() => undefined);
  }
}

/** Content-Length counts compressed bytes where the body is compressed; then it says nothing about what arrives. */
export function totalBytes({ headers }: Response): number {
  return headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
