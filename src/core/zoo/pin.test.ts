import { describe, expect, it } from 'vitest';
import { compareFile, readPin, type Pin } from './pin.ts';

const [one, other] = ['ab'.repeat(32), 'cd'.repeat(32)];
const pin: Pin = { sha256: one, bytes: 12, pinnedAt: '2026-11-25T10:00:00.000Z' };
const unlisted = { sha256: null };
const listed = { sha256: { value: one, basis: 'computed' } } as const;

describe('compareFile', () => {
  it('holds a file to the hash in the catalogue, whatever was pinned', () => {
    expect(compareFile(listed, null, { sha256: one, bytes: 12 })).toEqual({ ok: true, value: 'listed' });
    expect(compareFile(listed, { ...pin, sha256: other }, { sha256: one, bytes: 12 })).toMatchObject({
      ok: true,
    });
    expect(compareFile(listed, { ...pin, sha256: other }, { sha256: other, bytes: 12 })).toEqual({
      ok: false,
      failure: { code: 'not-as-listed', expected: one, found: other },
    });
  });

  it('takes the first file without a known hash, and notices another one later', () => {
    expect(compareFile(unlisted, null, { sha256: one, bytes: 12 })).toEqual({ ok: true, value: 'first' });
    expect(compareFile(unlisted, pin, { sha256: one, bytes: 12 })).toEqual({ ok: true, value: 'as-before' });
    const found = { sha256: other, bytes: 12 };
    expect(compareFile(unlisted, pin, found)).toEqual({
      ok: false,
      failure: { code: 'changed', pin, found },
    });
  });
});

describe('a pin', () => {
  it('survives being kept', () => {
    expect(readPin(JSON.parse(JSON.stringify(pin)))).toEqual(pin);
  });

  it.each([null, 'ab', { ...pin, sha256: 'ab' }, { ...pin, bytes: -1 }, { ...pin, pinnedAt: 'once' }])(
    'is not read where it is none',
    (json) => {
      expect(readPin(json)).toBeNull();
    },
  );
});
