import type { ByteSource } from '../../core/checkpoint/byte-source.ts';

const windowBytes = 2 ** 16;

/**
 * A file read in parts, through a window: what stands close together (headers and short side files) costs one read, what
 * is jumped over none.
 */
export function blobSource(blob: Blob): ByteSource {
  let window = new Uint8Array();
  let windowAt = 0;
  return {
    size: blob.size,
    async read(offset, length) {
      const inside = offset >= windowAt && offset + length <= windowAt + window.length;
      if (!inside) {
        window = new Uint8Array(
          await blob.slice(offset, offset + Math.max(length, windowBytes)).arrayBuffer(),
        );
        windowAt = offset;
      }
      return window.subarray(offset - windowAt, offset - windowAt + length);
    },
  };
}
