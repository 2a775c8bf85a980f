import { describe, expect, it } from 'vitest';
import { cellAt, cellsOf } from './cells.ts';

describe('cells', () => {
  it('sorts samples as filtering them one cell at a time does', () => {
    const count = 3000;
    const classOf = Array.from({ length: count }, (_, id) => [7, 0, 65_535, 999][(id * 7919) % 4] ?? 0);
    const makerOf = Array.from({ length: count }, (_, id) => [254, 3, 0, 255, 1][(id * 104_729) % 5] ?? 0);
    // A view in an order of its own, every third sample filtered out.
    const ids = Uint32Array.from(
      Array.from({ length: count }, (_, id) => count - 1 - id).filter((id) => id % 3 !== 0),
    );
    const rank = (maker: number): number => (maker === 254 ? -1 : maker);
    const cells = cellsOf(
      ids,
      (id) => classOf[id] ?? 0,
      (id) => makerOf[id] ?? 0,
      rank,
    );
    expect(cells.classes).toEqual([0, 7, 999, 65_535]);
    expect(cells.makers).toEqual([254, 0, 1, 3, 255]);
    let total = 0;
    for (const classCode of cells.classes)
      for (const maker of cells.makers) {
        const expected = [...ids].filter((id) => classOf[id] === classCode && makerOf[id] === maker);
        expect([...cellAt(cells, classCode, maker)]).toEqual(expected);
        total += expected.length;
      }
    expect(total).toBe(ids.length);
  });

  it('is empty for a view without samples, and for codes that nothing has', () => {
    const cells = cellsOf(
      new Uint32Array(),
      () => 0,
      () => 0,
      (maker) => maker,
    );
    expect(cells.classes).toEqual([]);
    expect(cellAt(cells, 0, 0).length).toBe(0);
  });
});
