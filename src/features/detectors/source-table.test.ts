import { describe, expect, it } from 'vitest';
import type { MeasuredSource } from '../../core/detector/model-card.ts';
import { sourceTable } from './source-table.ts';

const auc = { value: 0.9, low: 0.85, high: 0.95 };

const measuredBy: MeasuredSource[] = [
  { kind: 'generator', name: 'unseen', seen: false, images: 40, conditions: { untouched: { auc } } },
  {
    kind: 'generator',
    name: 'seen',
    seen: true,
    images: 30,
    conditions: { untouched: { auc, truePositiveRate: 0.8 }, 'JPEG 75': { truePositiveRate: 0.7 } },
  },
  {
    kind: 'real-source',
    name: 'camera',
    seen: true,
    images: 50,
    conditions: { untouched: { falsePositiveRate: 0.04, truePositiveRate: 1 } },
  },
];

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the table of measured sources', () => {
  it('has a column for every condition, and says where nothing was measured', () => {
    const { conditions, rows } = sourceTable(measuredBy, 'generator');
    expect(conditions).toEqual(['untouched', 'JPEG 75']);
    expect(rows.map(({ source, cells }) => [source.name, ...cells.map(({ value }) => plain(value))])).toEqual(
      [
        ['seen', '80 %', '70 %'],
        ['unseen', '–', '–'],
      ],
    );
    expect(rows[1]?.cells[0]?.below).toEqual(['AUC 0.900', '0.850–0.950']);
  });

  it('shows of photographs how many were called AI', () => {
    const { rows } = sourceTable(measuredBy, 'real-source');
    expect(rows.map(({ cells }) => cells.map(({ value }) => plain(value)))).toEqual([['4 %']]);
  });

  it('is empty where nothing was measured', () => {
    expect(sourceTable([], 'generator')).toEqual({ conditions: [], rows: [] });
  });
});
