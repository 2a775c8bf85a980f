/** A file or a piece of memory that is read in parts, so that a checkpoint of gigabytes never lies in memory whole. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** `length` bytes from `offset`, fewer where the source ends. Rejects only if the underlying file cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

export function bytesSource(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}
