import { describe, expect, it } from 'vitest';
import { modelBytes, modelHashText, modelId, readModelRecord, type ModelRecord } from './record.ts';

const hash = 'ab'.repeat(32);

const record: ModelRecord = {
  schemaVersion: 1,
  id: 'model-abababababab',
  name: 'model.onnx',
  origin: { kind: 'file' },
  files: [
    { location: '', bytes: 12, sha256: hash },
    { location: 'model.onnx_data', bytes: 30, sha256: hash },
  ],
  producer: 'pytorch 2.4',
  parameters: 3,
  settings: {
    input: { name: 'x', type: 'float', layout: 'nchw' },
    preprocessing: {
      resize: null,
      crop: { sizePx: 224, rounding: 'down', fill: 'black' },
      rescaleFactor: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
    },
    preprocessingFrom: null,
    answer: { kind: 'one', output: 'y', scale: 'logits', speaksFor: 'ai' },
  },
  openedAt: '2026-11-21T10:00:00.000Z',
};

describe('the record of a model', () => {
  it('survives being kept', () => {
    expect(readModelRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(modelBytes(record)).toBe(42);
  });

  it.each([
    null,
    { ...record, schemaVersion: 2 },
    { ...record, id: '../x' },
    { ...record, files: [] },
    { ...record, settings: { ...record.settings, answer: { kind: 'classes', output: 'y' } } },
  ])('is not read where it is none', (json) => {
    expect(readModelRecord(json)).toBeNull();
  });

  it('is named by name and hash, as addresses need it', () => {
    expect(modelId('Organika/SDXL detector', hash)).toBe('organika-sdxl-detector-abababababab');
    expect(modelId('***', hash)).toBe('model-abababababab');
    expect(modelId('x'.repeat(500), hash)).toMatch(/^[a-z0-9-]{1,80}$/u);
  });

  it('hashes several files as sha256sum lists them', () => {
    expect(modelHashText(record.files)).toBe(`${hash}  \n${hash}  model.onnx_data\n`);
  });
});
