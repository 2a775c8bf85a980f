import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DownloadProblem } from '../contracts/zoo.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import { eachChunk, totalBytes } from './download.ts';

interface DownloadedFile {
  readonly blob: Blob;
  readonly sha256: string;
}

/** Pieces of this size go to the browser, which keeps them on disk where they are many. */
const pieceBytes = 8_000_000;

/**
 * A file of somebody else's server, hashed while it arrives, never whole in this thread's memory. Sends nothing along: no
 * cookies, and not the address of this page. Where the signal aborts, it answers 'unreachable'.
 *
 * @param onProgress bytes received, and in all (0 where the server does not say)
 */
export async function downloadFile(
  url: string,
  limitBytes: number,
  signal: AbortSignal | undefined,
  onProgress: (receivedBytes: number, totalBytes: number) => void,
): Promise<Result<DownloadedFile, DownloadProblem>> {
  const hash = sha256.create();
  const pieces = new Pieces();
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // It is kept by us once it is opened; a second copy in the HTTP cache would only take room.
      cache: 'no-store',
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) return failed({ code: 'http', status: response.status });
    const total = totalBytes(response);
    await eachChunk(response, (chunk) => {
      hash.update(chunk);
      pieces.add(chunk);
      if (pieces.bytes > limitBytes) throw new RangeError('longer than it may be');
      onProgress(pieces.bytes, total);
    });
  } catch (error) {
    if (pieces.bytes > limitBytes) return failed({ code: 'too-long', limitBytes });
    return failed({ code: 'unreachable', detail: messageOf(error) });
  }
  return success({ blob: pieces.blob(), sha256: bytesToHex(hash.digest()) });
}

class Pieces {
  bytes = 0;
  readonly #whole: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #waiting = 0;

  add(chunk: Uint8Array<ArrayBuffer>): void {
    this.bytes += chunk.length;
    this.#waiting += chunk.length;
    this.#chunks.push(chunk);
    if (this.#waiting < pieceBytes) return;
    this.#whole.push(new Blob(this.#chunks));
    this.#chunks = [];
    this.#waiting = 0;
  }

  blob(): Blob {
    return new Blob([...this.#whole, ...this.#chunks]);
  }
}
