import { describe, expect, it } from 'vitest';
import { knownGenerator } from '../dataset/layout/generators.ts';
import { genImageConditions } from '../degradation/conditions.ts';
import { degradationKey } from '../degradation/degradation.ts';
import { loadPublished, publishedPercent, type AccuracyTable } from './published.ts';

const { tables, source, humanPercent } = await loadPublished();

function accuracies(number: number): AccuracyTable {
  const table = tables.find((each) => each.number === number);
  if (table?.kind !== 'accuracy') throw new Error(`Table ${number} holds no accuracies`);
  return table;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the published tables', () => {
  it('are eight, of the shapes of the paper', () => {
    const shapes = tables.map(({ number, columns, rows }) => [number, columns.length, rows.length]);
    expect(shapes).toEqual([
      [1, 7, 11],
      [2, 8, 8],
      [3, 8, 7],
      [4, 8, 7],
      [5, 6, 7],
      [6, 5, 5],
      [7, 3, 4],
      [8, 4, 2],
    ]);
    expect([source.arxiv, humanPercent]).toEqual(['2306.08571', 61.3]);
  });

  it('name their columns as explore and the degradations do', () => {
    for (const number of [2, 3, 4])
      for (const { key } of accuracies(number).columns)
        expect(knownGenerator(key.replaceAll(' ', '_').toLowerCase())).toBe(key);
    expect(accuracies(5).columns.map(({ key }) => key)).toEqual(genImageConditions.map(degradationKey));
  });

  it('have the averages of their rows to the printed digit, but for four that are cut off', () => {
    const cutOff: string[] = [];
    for (const number of [2, 3, 4, 5]) {
      for (const { name, percent, average } of accuracies(number).rows) {
        const away = mean(percent) - average;
        if (Math.abs(away) <= 0.05 + 1e-9) continue;
        expect(away).toBeGreaterThan(0);
        expect(away).toBeLessThan(0.1);
        cutOff.push(`Table ${number}, ${name}`);
      }
    }
    expect(cutOff).toEqual(['Table 2, ADM', 'Table 5, ResNet-50', 'Table 5, Swin-T', 'Table 5, F3Net']);
  });

  it('agree with each other: Table 3 repeats a row of Table 2, and Table 4 averages its columns', () => {
    const [table2, table3, table4] = [2, 3, 4].map(accuracies) as [
      AccuracyTable,
      AccuracyTable,
      AccuracyTable,
    ];
    for (const { key } of table2.columns) {
      expect(publishedPercent(table3, 'ResNet-50', key)).toBe(publishedPercent(table2, 'SD V1.4', key));
      const column = table2.rows.map(({ name }) => publishedPercent(table2, name, key)!);
      const away = mean(column) - publishedPercent(table4, 'ResNet-50', key)!;
      expect(Math.abs(away), key).toBeLessThan(0.07);
    }
  });

  it('say nothing of what they do not hold', () => {
    expect(publishedPercent(accuracies(5), 'GramNet', 'lr:64')).toBe(94.9);
    expect(publishedPercent(accuracies(5), 'GramNet', 'lr:65')).toBeNull();
    expect(publishedPercent(accuracies(5), 'UnivFD', 'lr:64')).toBeNull();
  });
});
