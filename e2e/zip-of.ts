import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';

/** A zip of stored files, as Explore reads them in place. */
export async function zipOf(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Promise<Buffer> {
  const writer = new ZipWriter(new BlobWriter('application/zip'), { level: 0, useWebWorkers: false });
  for (const { path, bytes } of files)
    await writer.add(path, new BlobReader(new Blob([Uint8Array.from(bytes)])));
  const blob = await writer.close();
  return Buffer.from(await blob.arrayBuffer());
}
