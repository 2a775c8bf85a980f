import { describe, expect, it } from 'vitest';
import { ScrollMap, ScrollPosition, tallestPx } from './scaled-scroll.ts';

const viewportPx = 900;
/** GenImage in rows of six tiles of 130 px. */
const listPx = Math.ceil(2_681_167 / 6) * 130;

describe('ScrollMap', () => {
  it('leaves a list alone that a browser can scroll', () => {
    const map = new ScrollMap(12_000, viewportPx);
    expect(map.stretched).toBe(false);
    expect(map.barPx).toBe(12_000);
    for (const at of [0, 1, 5000, 11_100]) expect(map.toList(at)).toBe(at);
    expect(map.toList(12_000)).toBe(11_100);
  });

  it('reaches both ends of a list that is too tall, exactly', () => {
    const map = new ScrollMap(listPx, viewportPx);
    expect(map.barPx).toBe(tallestPx);
    expect(map.toList(0)).toBe(0);
    expect(map.toList(tallestPx - viewportPx)).toBe(listPx - viewportPx);
    expect(map.toList(tallestPx - viewportPx - 130)).toBe(listPx - viewportPx - 130);
  });

  it('goes back the way it came, and never backwards', () => {
    const map = new ScrollMap(listPx, viewportPx);
    let last = -1;
    for (let bar = 0; bar <= tallestPx - viewportPx; bar += 9973) {
      const list = map.toList(bar);
      expect(list).toBeGreaterThan(last);
      expect(map.toBar(list)).toBeCloseTo(bar, 6);
      last = list;
    }
  });

  it('has nothing to scroll where everything is seen', () => {
    const map = new ScrollMap(500, viewportPx);
    expect(map.toList(0)).toBe(0);
    expect(map.toBar(300)).toBe(0);
  });
});

describe('ScrollPosition', () => {
  const start = () => new ScrollPosition(new ScrollMap(listPx, viewportPx), () => 2 * viewportPx);

  it('moves pixel by pixel under a wheel, in the middle of a tall list too', () => {
    const position = start();
    const bar = position.jump(20_000_000);
    position.follow(bar + 100);
    expect(position.list).toBe(20_000_100);
    position.follow(bar - 60);
    expect(position.list).toBe(19_999_940);
  });

  it('moves through the whole list when the bar is dragged', () => {
    const position = start();
    position.follow(2_000_000);
    expect(position.list).toBeGreaterThan(20_000_000);
    position.follow(tallestPx - viewportPx);
    expect(position.list).toBe(listPx - viewportPx);
    position.follow(0);
    expect(position.list).toBe(0);
  });

  it('puts the bar where it belongs once it rests, without moving the list', () => {
    const position = start();
    let bar = position.jump(20_000_000);
    for (let i = 0; i < 200; i++) position.follow((bar += 100));
    const before = position.list;
    expect(before).toBe(20_020_000);
    const settled = position.settle();
    expect(settled).not.toBeNull();
    expect(position.list).toBe(before);
    // What is drawn at `list` stays on the same place of the screen.
    expect(before + position.shift).toBe(settled);
    expect(position.settle()).toBeNull();
  });

  it('stops at the first tile when the bar cannot go further', () => {
    const position = start();
    position.jump(1000);
    for (let bar = 900; bar >= 0; bar -= 100) position.follow(bar);
    expect(position.list).toBe(0);
  });

  it('keeps its place in the list when the rows change their number', () => {
    const position = start();
    position.jump(30_000_000);
    position.remap(new ScrollMap(listPx * 2, viewportPx));
    expect(position.list).toBe(30_000_000);
    position.remap(new ScrollMap(10_000, viewportPx));
    expect(position.list).toBe(10_000 - viewportPx);
  });
});
