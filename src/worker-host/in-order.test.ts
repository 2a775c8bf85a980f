import { expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('overlaps a few pieces and keeps the order where a piece waits for its turn', async () => {
  const ended: number[] = [];
  let underWay = 0;
  let most = 0;
  const answers = await inOrder(7, 3, async (n, turn) => {
    most = Math.max(most, ++underWay);
    await later(7 - n);
    await turn;
    ended.push(n);
    underWay--;
    return n * n;
  });
  expect(ended).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(answers).toEqual([0, 1, 4, 9, 16, 25, 36]);
  expect(most).toBe(3);
});

it('fails when a piece fails, and hangs nobody', async () => {
  await expect(
    inOrder(3, 2, async (n, turn) => {
      await turn;
      if (n === 1) throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
});
