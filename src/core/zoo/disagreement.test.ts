import { describe, expect, it } from 'vitest';
import type { VerdictKind } from '../detector/verdict.ts';
import { compareLeans, sideOfScore, type Lean } from './disagreement.ts';

function leans(...sides: (VerdictKind | null)[]): Lean[] {
  return sides.map((side, i) => ({ name: String(i), side, calibrated: true }));
}

describe('compareLeans', () => {
  it.each([
    [['ai', 'camera'], 'opposite'],
    [['ai', 'inconclusive', 'camera'], 'opposite'],
    [['ai', 'ai'], 'same'],
    [['inconclusive', 'inconclusive'], 'same'],
    [['camera', 'inconclusive'], 'undecided'],
    [['ai'], 'too-few'],
    [['ai', null], 'too-few'],
    [[], 'too-few'],
  ] as const)('%j is %s', (sides, agreement) => {
    expect(compareLeans(leans(...sides)).agreement).toBe(agreement);
  });

  it('keeps who leans where', () => {
    const { ai, camera, inconclusive } = compareLeans(leans('camera', 'ai', null, 'ai', 'inconclusive'));
    expect([ai, camera, inconclusive].map((group) => group.map(({ name }) => name))).toEqual([
      ['1', '3'],
      ['0'],
      ['4'],
    ]);
  });
});

it('a raw score leans to the side of 0.5 on which it lies', () => {
  expect([0.51, 0.49, 0.5].map(sideOfScore)).toEqual(['ai', 'camera', 'inconclusive']);
});
