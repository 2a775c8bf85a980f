import { describe, expect, it } from 'vitest';
import { exploreIndex } from './explore-index.mjs';
import { photographs } from './photographs.mjs';

const cards = [
  { id: 'z', name: 'simulated: z' },
  { id: 'b', name: 'simulated: b' },
];
const row = (generator: string, name: string, number: number) => ({
  path: `${generator}/${name}/0${number}.webp`,
  generator,
  class: name,
  bytes: 100 + number,
  x: 16 + number,
  y: 20,
});

describe('exploreIndex', () => {
  const rows = [
    row('b', 'nagasaki-boats', 0),
    row('z', 'nagasaki-boats', 1),
    row('z', 'nagasaki-boats', 0),
    row('real', 'nagasaki-boats', 0),
    row('real', 'acanthus-mollis', 0),
  ];
  const index = exploreIndex(rows, cards);

  it('orders by generator as the cards do, real first, then by class and number', () => {
    expect(index.columns.path).toEqual([
      'real/acanthus-mollis/00.webp',
      'real/nagasaki-boats/00.webp',
      'z/nagasaki-boats/00.webp',
      'z/nagasaki-boats/01.webp',
      'b/nagasaki-boats/00.webp',
    ]);
    expect(exploreIndex([...rows].reverse(), cards)).toEqual(index);
  });

  it('has one entry a tile in every column', () => {
    for (const column of Object.values(index.columns)) expect(column).toHaveLength(rows.length);
    expect(index.columns.label).toEqual(['real', 'real', 'ai', 'ai', 'ai']);
    expect(index.columns.generator).toEqual([null, null, 'z', 'z', 'b']);
    expect(index.columns.bytes).toEqual([100, 100, 100, 101, 100]);
    expect(index.columns.originX).toEqual([16, 16, 16, 17, 16]);
  });

  it('says where each photograph comes from', () => {
    expect(index.classes).toHaveLength(photographs.length);
    for (const { source, credit, caption } of index.classes) {
      expect(source).toMatch(/^@stdlib\/datasets-img-[a-z-]+@\d+\.\d+\.\d+$/u);
      expect(credit).toContain('CC0');
      expect(caption).toMatch(/\d{4}$/u);
    }
  });
});
