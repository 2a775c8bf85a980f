import { describe, expect, it } from 'vitest';
import { median, noteSpeed, readSpeedLog, type MeasuredSpeed } from './speed.ts';

const wasm: MeasuredSpeed = {
  backend: 'wasm',
  threads: 3,
  medianMs: 41.5,
  runs: 10,
  measuredAt: '2026-11-25T10:00:00.000Z',
};
const webgpu: MeasuredSpeed = { ...wasm, backend: 'webgpu', threads: 1 };

describe('the log of speeds', () => {
  it('has one figure a detector and backend, the newest', () => {
    let log = noteSpeed({}, 'a', wasm);
    log = noteSpeed(log, 'a', webgpu);
    log = noteSpeed(log, 'b', wasm);
    log = noteSpeed(log, 'a', { ...wasm, medianMs: 12 });
    expect(log).toEqual({ a: [webgpu, { ...wasm, medianMs: 12 }], b: [wasm] });
  });

  it('survives being kept, and is empty where it was damaged', () => {
    const log = { a: [wasm, webgpu] };
    expect(readSpeedLog(JSON.parse(JSON.stringify(log)))).toEqual(log);
    for (const json of [null, [], 'log', { a: wasm }, { a: [{ ...wasm, backend: 'webgl' }] }])
      expect(readSpeedLog(json)).toEqual({});
  });
});

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
