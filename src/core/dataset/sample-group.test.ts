import { describe, expect, it } from 'vitest';
import { readSampleGroup, writeSampleGroup, type SampleGroup } from './sample-group.ts';

const everything = { bins: {}, text: '', detector: null };

describe('a group of samples as text', () => {
  it.each<[string, SampleGroup]>([
    ['all', { kind: 'passing', part: null, filter: everything }],
    ['generator.3', { kind: 'passing', part: { by: 'generator', bin: 3 }, filter: everything }],
    [
      'class.12~label.0,2~width.57-60~q.a%7eb%21c%2e%25 ä',
      {
        kind: 'passing',
        part: { by: 'class', bin: 12 },
        filter: { bins: { label: [0, 2], width: [57, 58, 59, 60] }, text: 'a~b!c.% ä', detector: null },
      },
    ],
    [
      'all~folder.train/n01440764%2e0',
      { kind: 'passing', part: null, filter: { ...everything, folder: 'train/n01440764.0' } },
    ],
    ['all~label.', { kind: 'passing', part: null, filter: { ...everything, bins: { label: [] } } }],
    ['ids.1-5,9', { kind: 'ids', ids: Uint32Array.of(1, 2, 3, 4, 5, 9) }],
  ])('%s', (text, group) => {
    expect(writeSampleGroup(group)).toBe(text);
    expect(readSampleGroup(text)).toEqual(group);
  });

  it('is none where it depends on what a detector said, or would be too long', () => {
    const filter = { ...everything, bins: { score: [1] }, detector: 'lite' };
    expect(writeSampleGroup({ kind: 'passing', part: null, filter })).toBeNull();
    const scattered = Uint32Array.from({ length: 1000 }, (_, i) => 3 * i);
    expect(writeSampleGroup({ kind: 'ids', ids: scattered })).toBeNull();
  });

  it.each([
    ...['', 'every', 'label', 'label.x', 'label.1-2', 'generator.123456', 'all~score.1', 'all~label.x'],
    ...['all~q.%', 'all~size.1', 'ids.1~label.0', 'ids.a', 'ids.0-99999999', `ids.${'1,'.repeat(1500)}1`],
  ])('drops %s', (text) => {
    expect(readSampleGroup(text)).toBeNull();
  });
});
