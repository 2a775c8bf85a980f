import {
  decodeText,
  encodeText,
  readSampleGroup,
  writeSampleGroup,
  type SampleGroup,
} from '../../core/dataset/sample-group.ts';
import { mostGroups, type SpectraGroup } from '../../state/spectra-store.ts';

/*
 * Groups of an open data set in the address: `from`, which set, and `groups`, what of it: 'generator.3~name.BigGAN!...'.
 * Files that were dropped have no address.
 */

export interface AddressedGroup {
  readonly name: string;
  readonly group: SampleGroup;
}

interface AddressOfGroups {
  readonly from: string | undefined;
  readonly groups: string | undefined;
}

const between = '!';
const beforeName = '~name.';

/** Groups of one set: the one that the newest of them is of. Others would need another set to be open as well. */
export function addressOfGroups(groups: readonly Pick<SpectraGroup, 'name' | 'from'>[]): AddressOfGroups {
  const from = groups.findLast((group) => group.from !== null)?.from?.set;
  const texts = groups.flatMap(({ name, from: own }) => {
    const text = own && own.set === from ? writeSampleGroup(own.group) : null;
    return text === null ? [] : [text + beforeName + encodeText(name)];
  });
  if (from === undefined || texts.length === 0) return { from: undefined, groups: undefined };
  return { from, groups: texts.join(between) };
}

/** What is not understood is dropped. */
export function groupsOfAddress(text: string): readonly AddressedGroup[] {
  return text
    .split(between)
    .slice(0, mostGroups)
    .flatMap((each) => {
      const at = each.lastIndexOf(beforeName);
      const group = readSampleGroup(at < 0 ? each : each.slice(0, at));
      const name = at < 0 ? null : decodeText(each.slice(at + beforeName.length));
      return group && name !== null ? [{ name, group }] : [];
    });
}
