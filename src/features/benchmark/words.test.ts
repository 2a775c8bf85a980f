import { describe, expect, it } from 'vitest';
import { loadPublished } from '../../core/benchmark/published.ts';
import type { ReportFacts } from '../../services/benchmark-report.ts';
import { conditionGroups, conditionName, seriesOf } from './condition-words.ts';
import { latex } from './exports.ts';
import { averageKey, publishedBeside, publishedRows } from './published-rows.ts';
import { differences, reportAddress } from './report-link.ts';
import { readBenchmarkSearch } from './search.ts';

describe('conditions', () => {
  it('are named for people, and shown as they are where they do not exist', () => {
    expect(['untouched', 'jpeg:65', 'lr:112', 'blur:3', 'scale:0.5', 'noise:8'].map(conditionName)).toEqual([
      'Untouched',
      'JPEG 65',
      'LR 112',
      'Blur σ 3',
      'Scale 0.5',
      'Noise σ 8',
    ]);
    expect(conditionName('sharpen:3')).toBe('sharpen:3');
  });

  it('that change nothing are not offered: the untouched picture stands for them', () => {
    const keys = conditionGroups.flatMap((group) => group.keys);
    expect(keys).not.toContain('scale:1');
    expect(keys).not.toContain('blur:0');
    expect(keys).not.toContain('noise:0');
  });

  it('make curves of at least two points, with the untouched picture where it lies on the axis', () => {
    const series = seriesOf(['untouched', 'jpeg:65', 'jpeg:30', 'blur:3', 'lr:112']);
    expect(series.map(({ kind, points }) => [kind, points.map(({ at }) => at)])).toEqual([
      ['jpeg', [30, 65]],
      ['blur', [0, 3]],
    ]);
  });
});

describe('published figures', async () => {
  const { tables } = await loadPublished();
  const accuracies = (number: number) => {
    const table = tables.find((each) => each.number === number);
    return table?.kind === 'accuracy' ? table : null;
  };

  it('stand under the columns that are measured, and nowhere else', () => {
    const rows = publishedRows(accuracies(3), ['ADM', 'of our own', averageKey]);
    const resnet = rows.find(({ name }) => name === 'ResNet-50');
    expect(resnet?.cells.map(({ value }) => value)).toEqual([0.535, null, 0.721]);
    expect(publishedRows(accuracies(3), ['of our own', averageKey])).toEqual([]);
    expect(publishedRows(accuracies(5), ['untouched', 'jpeg:65'])).toHaveLength(7);
  });

  it('are told beside a detector of the same name or architecture, with how far it lies away', () => {
    const named = (name: string, architecture: string | null = null) => ({ name, architecture });
    expect(publishedBeside(accuracies(3), named('resnet-50'), 'ADM', 0.6)).toBe('paper 53.5, +6.5');
    expect(publishedBeside(accuracies(3), named('ResNet-50'), 'ADM', 0.5)).toBe('paper 53.5, −3.5');
    expect(publishedBeside(accuracies(3), named('Lite crops 7'), 'ADM', 0.5)).toBeNull();
    expect(publishedBeside(accuracies(3), named('ResNet-50'), 'of our own', 0.5)).toBeNull();
    // A checkpoint is known by its architecture, as the zoo spells it.
    expect(publishedBeside(accuracies(3), named('best.pth', 'F3-Net, not mixed'), 'ADM', null)).toBe(
      'paper 49.9',
    );
  });
});

describe('a report link', () => {
  const facts = {
    version: '0.1.0',
    models: [
      {
        ...{ id: 'a', name: 'A', kind: 'shipped', sha256: 'a'.repeat(64), backend: 'wasm' },
        ...{ swapped: false, settings: {}, settingsSha256: '1'.repeat(16), operatingPoint: null },
      },
    ],
    pictures: 3,
    dataSha256: 'd'.repeat(64),
  } satisfies ReportFacts;

  it('names weights, data and version, and says what differs', () => {
    const address = new URL(reportAddress('https://example.org/benchmark?set=built-in', facts));
    const { models = '', data = '', version = '' } = Object.fromEntries(address.searchParams);
    expect(address.searchParams.get('set')).toBe('built-in');
    expect(differences({ models, data, version }, facts)).toEqual([]);
    expect(differences({ models, data: 'e'.repeat(12), version }, facts)).toEqual(['other pictures']);
    expect(differences({ models: 'b'.repeat(12), data, version: '0.0.9' }, facts)).toEqual([
      'other weights',
      'version 0.0.9 of this page',
    ]);
    expect(differences({}, facts)).toBeNull();
  });

  it('tells the same weights with other preprocessing from the same ones, where somebody stated it', () => {
    const opened = (settingsSha256: string): ReportFacts => {
      return { ...facts, models: facts.models.map((each) => ({ ...each, kind: 'model', settingsSha256 })) };
    };
    const address = new URL(reportAddress('https://example.org/', opened('1'.repeat(16))));
    const { models = '', data = '', version = '' } = Object.fromEntries(address.searchParams);
    expect(readBenchmarkSearch({ models }).models).toBe(models);
    expect(differences({ models, data, version }, opened('1'.repeat(16)))).toEqual([]);
    expect(differences({ models, data, version }, opened('2'.repeat(16)))).toEqual([
      'other preprocessing or reading of a detector',
    ]);
  });
});

describe('LaTeX', () => {
  it('prints every sign as it is', () => {
    expect(latex('5 % of a_b & c~d')).toBe('5 \\% of a\\_b \\& c\\textasciitilde{}d');
    expect(latex('\\{}')).toBe('\\textbackslash{}\\{\\}');
  });
});
