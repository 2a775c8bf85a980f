import { describe, expect, it } from 'vitest';
import { Slots } from './slots.ts';

describe('slots', () => {
  it('lets so many in at a time, the others in their order', async () => {
    const slots = new Slots(2);
    const log: number[] = [];
    let inside = 0;
    let most = 0;
    const visit = async (n: number): Promise<void> => {
      const leave = await slots.take();
      log.push(n);
      most = Math.max(most, ++inside);
      await Promise.resolve();
      inside--;
      leave();
    };
    await Promise.all([0, 1, 2, 3, 4].map(visit));
    expect(log).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
  });

  it('gives a slot back only once', async () => {
    const slots = new Slots(1);
    const leave = await slots.take();
    leave();
    leave();
    const next = await slots.take();
    let entered = false;
    void slots.take().then(() => {
      entered = true;
    });
    await Promise.resolve();
    await Promise.resolve();
    expect(entered).toBe(false);
    next();
  });
});
