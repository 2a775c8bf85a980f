import { describe, expect, it } from 'vitest';
import { checkpointId, mergeRecord, readRecord, type CheckpointRecord } from './record.ts';

const hash = 'ab'.repeat(32);

const record: CheckpointRecord = {
  schemaVersion: 1,
  id: 'tiny-ladeda-abababababab',
  fileName: 'model.pth',
  templateId: 'tiny-ladeda',
  graphSha256: hash,
  weights: { bytes: 12, sha256: hash },
  tensors: 2,
  parameters: 3,
  openedAt: '2026-11-21T10:00:00.000Z',
  origin: null,
  swapped: false,
};

const fetched: CheckpointRecord = {
  ...record,
  origin: {
    entryId: 'tiny-ladeda-forensynth',
    address: 'https://raw.githubusercontent.com/a/b/c/model.pth',
    sha256: 'cd'.repeat(32),
    bytes: 40,
    hash: 'listed',
  },
  swapped: true,
};

describe('the record of a checkpoint', () => {
  it('survives being kept', () => {
    expect(readRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(readRecord(JSON.parse(JSON.stringify(fetched)))).toEqual(fetched);
  });

  it('is read as it was kept before origins and orders of classes were noted', () => {
    const old = Object.entries(record).filter(([field]) => field !== 'origin' && field !== 'swapped');
    expect(readRecord(Object.fromEntries(old))).toEqual(record);
  });

  it('takes over what an earlier record of the same weights knew', () => {
    const again = { ...record, fileName: 'again.pth' };
    expect(mergeRecord(again, null)).toEqual(again);
    expect(mergeRecord(again, fetched)).toEqual({ ...fetched, fileName: 'again.pth' });
    expect(mergeRecord(fetched, record)).toMatchObject({ origin: fetched.origin, swapped: false });
  });

  it.each([
    null,
    { ...record, schemaVersion: 2 },
    { ...record, id: '../x' },
    { ...record, weights: { bytes: -1, sha256: hash } },
    { ...record, openedAt: 'yesterday' },
    { ...record, swapped: 'yes' },
    { ...fetched, origin: { ...fetched.origin, hash: 'trusted' } },
  ])('is not read where it is none', (json) => {
    expect(readRecord(json)).toBeNull();
  });

  it('is named by architecture and weights', () => {
    expect(checkpointId('tiny-ladeda', hash)).toBe(record.id);
  });
});
