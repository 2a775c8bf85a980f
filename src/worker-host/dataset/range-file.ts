import type { RemoteFile, SourceFailure } from '../../contracts/dataset-sources.ts';
import { messageOf } from '../../core/error-message.ts';
import { failed, success, type Result } from '../../core/result.ts';

/** A file that is read in parts, here or on a server. */
export interface RangeFile {
  readonly name: string;
  readonly byteLength: number;
  /** Rejects with `RangeFailed`, or with what the file system throws. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** Carries a failure through a library that knows only errors. */
export class RangeFailed extends Error {
  readonly failure: SourceFailure;

  constructor(failure: SourceFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

export function localFile(file: File): RangeFile {
  return {
    name: file.name,
    byteLength: file.size,
    slice: (start, end = file.size) => file.slice(start, end).arrayBuffer(),
  };
}

/** Asks for one byte: whether the server sends parts, and how long the whole is. */
export async function remoteFile({ address, name }: RemoteFile): Promise<Result<RangeFile, SourceFailure>> {
  try {
    const response = await request(address, name, 0, 1);
    const byteLength = lengthOf(response) ?? (await lengthByHead(address));
    await response.body?.cancel();
    if (byteLength === null) {
      return failed({ code: 'unreadable', name, detail: 'the server does not say how long the file is' });
    }
    return success({
      name,
      byteLength,
      async slice(start, end = byteLength) {
        if (start >= end) return new ArrayBuffer(0);
        return bodyOf(await request(address, name, start, end), name, end - start);
      },
    });
  } catch (error) {
    if (error instanceof RangeFailed) return failed(error.failure);
    return failed({ code: 'no-network', name, detail: messageOf(error) });
  }
}

/** @throws RangeFailed */
async function request(address: string, name: string, start: number, end: number): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { headers: { Range: `bytes=${start}-${end - 1}` } });
  } catch (error) {
    throw new RangeFailed({ code: 'no-network', name, detail: messageOf(error) });
  }
  if (response.status === 206) return response;
  // The whole file is on its way: gigabytes that nobody asked for.
  await response.body?.cancel();
  throw new RangeFailed(
    response.ok ? { code: 'no-ranges', name } : { code: 'http', name, status: response.status },
  );
}

/** @throws RangeFailed */
async function bodyOf(response: Response, name: string, expected: number): Promise<ArrayBuffer> {
  let body: ArrayBuffer;
  try {
    body = await response.arrayBuffer();
  } catch (error) {
    throw new RangeFailed({ code: 'no-network', name, detail: messageOf(error) });
  }
  if (body.byteLength === expected) return body;
  const detail = `the server sent ${body.byteLength} bytes where ${expected} were asked for`;
  throw new RangeFailed({ code: 'truncated', name, detail });
}

/** From 'bytes 0-0/1234'; null where the server hides it from other origins. */
function lengthOf(response: Response): number | null {
  const length = /\/(\d+)$/u.exec(response.headers.get('content-range') ?? '')?.[1];
  return length === undefined ? null : Number(length);
}

async function lengthByHead(address: string): Promise<number | null> {
  const response = await fetch(address, { method: 'HEAD' });
  const length = response.headers.get('content-length');
  return response.ok && length !== null ? Number(length) : null;
}
