import { describe, expect, it } from 'vitest';
import { exifOrientation } from './exif-orientation.ts';

const little = [0x49, 0x49, 42, 0, 8, 0, 0, 0];
const big = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
const littleEntry = (value: number) => [0x12, 1, 3, 0, 1, 0, 0, 0, value, 0, 0, 0];
const bigEntry = (value: number) => [1, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0];
const otherEntry = [0x0f, 1, 2, 0, 1, 0, 0, 0, 65, 0, 0, 0];
const prefix = [...new TextEncoder().encode('Exif\0\0')];
const read = (...bytes: number[]) => exifOrientation(Uint8Array.from(bytes));

describe('exifOrientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('reads %s in either byte order, with and without prefix', (value) => {
    expect(read(...little, 1, 0, ...littleEntry(value))).toBe(value);
    expect(read(...big, 0, 1, ...bigEntry(value))).toBe(value);
    expect(read(...prefix, ...big, 0, 1, ...bigEntry(value))).toBe(value);
    expect(read(...little, 2, 0, ...otherEntry, ...littleEntry(value))).toBe(value);
  });

  it.each([
    ['nothing', []],
    ['no TIFF', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['no directory', little],
    ['a directory outside', [0x49, 0x49, 42, 0, 255, 255, 255, 255]],
    ['a cut entry', [...little, 1, 0, ...littleEntry(6).slice(0, 8)]],
    ['another tag', [...little, 1, 0, ...otherEntry]],
    ['value 0', [...little, 1, 0, ...littleEntry(0)]],
    ['value 9', [...little, 1, 0, ...littleEntry(9)]],
  ])('answers 1 for %s', (_, bytes) => {
    expect(read(...bytes)).toBe(1);
  });
});
