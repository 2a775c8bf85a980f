import { describe, expect, it } from 'vitest';
import {
  bytes,
  compact,
  duration,
  finePercent,
  percent,
  percentBeside,
  percentRange,
  plural,
  roughDuration,
  signed,
} from './format.ts';

/** The no-break spaces are part of the text; tests read better with plain ones. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('numbers as people read them', () => {
  it('shows one digit more where rounding would cross a limit', () => {
    expect(plain(percentBeside(0.796, [0.2, 0.8]))).toBe('79.6 %');
    expect(plain(percentBeside(0.804, [0.2, 0.8]))).toBe('80.4 %');
    expect(plain(percentBeside(0.8, [0.2, 0.8]))).toBe('80 %');
    expect(plain(percentBeside(0.87, [0.2, 0.8]))).toBe('87 %');
  });

  it('rounds probabilities to whole per cent', () => {
    expect(plain(percent(0.874))).toBe('87 %');
    expect(plain(percentRange(0.714, 0.99))).toBe('71–99 %');
  });

  it('keeps one digit of small rates', () => {
    expect(plain(finePercent(0.0142))).toBe('1.4 %');
    expect(plain(finePercent(0.05))).toBe('5 %');
    expect(plain(finePercent(0))).toBe('0 %');
    expect(plain(finePercent(0.423))).toBe('42 %');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1234, '1.2 kB'],
    [56_789, '57 kB'],
    [1_234_567, '1.2 MB'],
    [2.5e9, '2.5 GB'],
  ])('%d bytes read %s', (count, text) => {
    expect(plain(bytes(count))).toBe(text);
  });

  it('chooses the unit of time', () => {
    expect(plain(duration(3.21))).toBe('3.2 ms');
    expect(plain(duration(321.4))).toBe('321 ms');
    expect(plain(duration(1234))).toBe('1.2 s');
  });

  it('writes one and many', () => {
    expect(plain(plural(1, 'picture'))).toBe('1 picture');
    expect(plain(plural(1200, 'picture'))).toBe('1,200 pictures');
  });

  it('writes logits with a sign, and small numbers without noise', () => {
    expect(signed(-1.236)).toBe('−1.24');
    expect(signed(0.5)).toBe('+0.50');
    expect(compact(0.00012345)).toBe('0.000123');
    expect(compact(0.0000012)).toBe('1.2e-6');
  });

  it('guesses how long with no more digits than a guess has', () => {
    const words = [400, 7200, 43_000, 100_000, 3_000_000, 7_100_000, 8_000_000].map((ms) =>
      plain(roughDuration(ms)),
    );
    expect(words).toEqual(['1 s', '7 s', '45 s', '2 min', '50 min', '2 h', '2 h 10 min']);
  });
});
