import { describe, expect, it } from 'vitest';
import { checkpointId, readRecord, type CheckpointRecord } from './record.ts';

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
};

describe('the record of a checkpoint', () => {
  it('survives being kept', () => {
    expect(readRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });

  it.each([
    null,
    { ...record, schemaVersion: 2 },
    { ...record, id: '../x' },
    { ...record, weights: { bytes: -1, sha256: hash } },
    { ...record, openedAt: 'yesterday' },
  ])('is not read where it is none', (json) => {
    expect(readRecord(json)).toBeNull();
  });

  it('is named by architecture and weights', () => {
    expect(checkpointId('tiny-ladeda', hash)).toBe(record.id);
  });
});
