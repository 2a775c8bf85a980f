/** One of the 1,000 classes of ILSVRC 2012. */
export interface ImagenetClass {
  /** WordNet id, such as 'n01440764'. */
  readonly wnid: string;
  /** The first word of its synset, such as 'tench'; some names (crane, maillot) are shared by two classes. */
  readonly name: string;
}

/**
 * The classes in the order of their wnids, which is that of their numbers 0..999. Source: the synsets of ILSVRC 2012
 * (Russakovsky et al. 2015, image-net.org). Loaded only when a data set with these classes is opened.
 */
export async function loadImagenetClasses(): Promise<readonly ImagenetClass[]> {
  const { default: lines } = await import('./imagenet-classes.json');
  return lines.map((line) => {
    const space = line.indexOf(' ');
    return { wnid: line.slice(0, space), name: line.slice(space + 1) };
  });
}
