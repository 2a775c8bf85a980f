/*
 * What the browser keeps of the weights of this page, and which of it nobody asks for any more.
 */

/** The key in the cache: an address whose content never changes. */
export function keptKey(url: string, sha256: string): string {
  return `${url}?sha256=${sha256}`;
}

/** Keeps the order. */
export function leftovers<File extends { readonly key: string }>(
  kept: readonly File[],
  wanted: ReadonlySet<string>,
): readonly File[] {
  return kept.filter(({ key }) => !wanted.has(key));
}

/** The folder of the detector and the file, for people: 'lite-crops-1/model.onnx'. */
export function keptName(key: string): string {
  const [path = key] = key.split('?');
  return path.split('/').slice(-2).join('/');
}
