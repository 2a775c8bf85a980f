import { describe, expect, it } from 'vitest';
import { keptKey, keptName, leftovers } from './kept-weights.ts';

const url = 'https://example.org/models/lite-crops-1/model.onnx';

describe('kept weights', () => {
  it('are left over where no detector of this page has that address with that hash', () => {
    const files = ['ab', 'cd'].map((hash) => ({ key: keptKey(url, hash), bytes: 1 }));
    expect(leftovers(files, new Set([keptKey(url, 'cd')]))).toEqual([files[0]]);
    expect(leftovers(files, new Set())).toEqual(files);
  });

  it('are told by folder and file', () => {
    expect(keptName(keptKey(url, 'ab'))).toBe('lite-crops-1/model.onnx');
  });
});
