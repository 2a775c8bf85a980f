import { describe, expect, it } from 'vitest';
import { fitScale, fitting, panned, scaleOf, stepped, zoomedAt } from './zoom.ts';

const picture = { widthPx: 1024, heightPx: 512 };
const frame = { widthPx: 512, heightPx: 512 };

describe('zoom', () => {
  it('fits a large picture, and never enlarges a small one by itself', () => {
    expect(fitScale(picture, frame)).toBe(0.5);
    expect(fitScale({ widthPx: 128, heightPx: 128 }, frame)).toBe(1);
  });

  it('goes in by steps that keep pixels square, and back to fitting', () => {
    const once = stepped(fitting, 1, picture, frame);
    expect(once.scale).toBe(1);
    const twice = stepped(once, 1, picture, frame);
    expect(twice.scale).toBe(2);
    expect(stepped(stepped(twice, -1, picture, frame), -1, picture, frame)).toEqual(fitting);
    expect(stepped({ ...fitting, scale: 16 }, 1, picture, frame).scale).toBe(16);
  });

  it('follows the pointer', () => {
    const zoom = { scale: 2, x: 0.5, y: 0.5 };
    const moved = panned(zoom, 100, -50, picture, frame);
    // Dragged to the right: what lies further left comes to the middle.
    expect(moved.x).toBeCloseTo(0.5 - 100 / 2048);
    expect(moved.y).toBeCloseTo(0.5 + 50 / 1024);
    expect(panned(zoom, 1e6, 0, picture, frame).x).toBe(0);
  });

  it('keeps what lies under the pointer where it is', () => {
    const zoom = { scale: 1, x: 0.4, y: 0.6 };
    const under = (each: typeof zoom): number =>
      each.x * picture.widthPx + 60 / scaleOf(each, picture, frame);
    const next = zoomedAt(zoom, 1, 60, 10, picture, frame);
    expect(under(next)).toBeCloseTo(under(zoom));
  });
});
