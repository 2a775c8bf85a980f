import { describe, expect, it } from 'vitest';
import type { SampleGroup } from '../../core/dataset/sample-group.ts';
import { addressOfGroups, groupsOfAddress } from './sample-groups-address.ts';
import { readSpectraSearch } from './search.ts';

const filter = { bins: { label: [1] }, text: '', detector: null };
const part = (bin: number): SampleGroup => ({ kind: 'passing', part: { by: 'generator', bin }, filter });
const scored: SampleGroup = {
  kind: 'passing',
  part: null,
  filter: { ...filter, bins: { score: [1] }, detector: 'lite' },
};

describe('groups of a data set in the address', () => {
  it('are read as they were written, with their names, through the address of the page', () => {
    const groups = [
      { name: 'Big ~ GAN! 100 %', from: { set: 'hub:owner/name', group: part(3) } },
      { name: 'my files', from: null },
      {
        name: '',
        from: { set: 'hub:owner/name', group: { kind: 'ids' as const, ids: Uint32Array.of(4, 5) } },
      },
    ];
    const address = addressOfGroups(groups);
    const search = readSpectraSearch({ ...address });
    expect(search).toEqual(address);
    expect(search.from).toBe('hub:owner/name');
    expect(groupsOfAddress(search.groups ?? '')).toEqual([
      { name: 'Big ~ GAN! 100 %', group: part(3) },
      { name: '', group: { kind: 'ids', ids: Uint32Array.of(4, 5) } },
    ]);
  });

  it('are those of the set that was opened last, and none that no address can say', () => {
    const groups = [
      { name: 'a', from: { set: 'built-in', group: part(1) } },
      { name: 'b', from: { set: 'disk:set', group: part(2) } },
      { name: 'c', from: { set: 'disk:set', group: scored } },
    ];
    expect(addressOfGroups(groups)).toEqual({ from: 'disk:set', groups: 'generator.2~label.1~name.b' });
    expect(addressOfGroups([{ name: 'mine', from: null }])).toEqual({ from: undefined, groups: undefined });
  });

  it('are dropped where they are not understood, and the others stay', () => {
    expect(groupsOfAddress('generator.3!nonsense~name.x!all~name.%!all~name.All')).toEqual([
      { name: 'All', group: { kind: 'passing', part: null, filter: { bins: {}, text: '', detector: null } } },
    ]);
    expect(readSpectraSearch({ from: 'ftp:x', groups: '' })).toEqual({});
  });
});
