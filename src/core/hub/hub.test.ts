import { describe, expect, it } from 'vitest';
import { fileUrl, listingUrl, parseHubAddress } from './address.ts';
import { configPath, graphChoices, isWeightsOf } from './graph-choice.ts';
import { guessAiClasses, readLabels } from './labels.ts';
import { readListing } from './listing.ts';

describe('parseHubAddress', () => {
  const main = { owner: 'someone', name: 'ai.or-not', revision: 'main', path: null };

  it.each([
    ['https://huggingface.co/someone/ai.or-not', main],
    ['someone/ai.or-not', main],
    [' huggingface.co/someone/ai.or-not/ ', main],
    ['https://hf.co/someone/ai.or-not?library=onnx#x', main],
    ['https://huggingface.co/someone/ai.or-not/tree/v2', { ...main, revision: 'v2' }],
    ['https://huggingface.co/someone/ai.or-not/tree/refs%2Fpr%2F3/onnx', { ...main, revision: 'refs/pr/3' }],
    [
      'https://huggingface.co/someone/ai.or-not/blob/main/onnx/model.onnx',
      { ...main, path: 'onnx/model.onnx' },
    ],
    ['https://huggingface.co/someone/ai.or-not/resolve/main/a%20b.onnx', { ...main, path: 'a b.onnx' }],
  ])('reads %s', (text, expected) => {
    expect(parseHubAddress(text)).toEqual(expected);
  });

  it.each([
    '',
    'someone',
    'https://example.org/someone/model',
    'https://huggingface.co.example.org/someone/model',
    'https://huggingface.co/someone/model/discussions/1',
    'https://huggingface.co/../model',
    'https://huggingface.co/someone/model/resolve/main/%2e%2e/x',
    'https://huggingface.co/someone/%zz',
    'javascript:alert(1)',
  ])('takes %j for no address', (text) => {
    expect(parseHubAddress(text)).toBeNull();
  });

  it('makes addresses whose parts cannot leave their place', () => {
    expect(listingUrl({ ...main, revision: 'refs/pr/3' })).toBe(
      'https://huggingface.co/api/models/someone/ai.or-not/revision/refs%2Fpr%2F3?blobs=true',
    );
    expect(fileUrl(main, 'c0', 'a b/#1.onnx')).toBe(
      'https://huggingface.co/someone/ai.or-not/resolve/c0/a%20b/%231.onnx',
    );
  });
});

describe('readListing', () => {
  const sha = 'a'.repeat(40);

  it('gives sizes, hashes and the licence', () => {
    const json = {
      sha,
      tags: ['onnx', 'license:apache-2.0'],
      siblings: [
        { rfilename: 'config.json', size: 12 },
        { rfilename: 'onnx/model.onnx', size: 7, lfs: { size: 7, sha256: 'b'.repeat(64), pointerSize: 1 } },
        { rfilename: '../escape', size: 1 },
      ],
    };
    expect(readListing(json)).toEqual({
      commit: sha,
      licence: 'apache-2.0',
      files: [
        { path: 'config.json', bytes: 12, sha256: null },
        { path: 'onnx/model.onnx', bytes: 7, sha256: 'b'.repeat(64) },
      ],
    });
  });

  it.each([null, {}, { sha: 'main', siblings: [] }, { sha, siblings: [{ size: 1 }] }])(
    'refuses %j',
    (json) => {
      expect(readListing(json)).toBeNull();
    },
  );
});

describe('graphChoices', () => {
  it('puts the float32 model first', () => {
    const paths = [
      'onnx/model_fp16.onnx',
      'onnx/model_q4.onnx',
      'config.json',
      'a/b/model.onnx',
      'onnx/model.onnx',
      'onnx/model_int8.onnx',
      'other.onnx',
    ];
    expect(graphChoices(paths)).toEqual([
      { path: 'onnx/model.onnx', precision: 'float32' },
      { path: 'a/b/model.onnx', precision: 'float32' },
      { path: 'other.onnx', precision: 'float32' },
      { path: 'onnx/model_fp16.onnx', precision: 'float16' },
      { path: 'onnx/model_int8.onnx', precision: '8 bits' },
      { path: 'onnx/model_q4.onnx', precision: '4 bits' },
    ]);
  });

  it('knows the weights and the config of a graph', () => {
    expect(isWeightsOf('onnx/model.onnx', 'onnx/model.onnx_data_1')).toBe(true);
    expect(isWeightsOf('onnx/model.onnx', 'onnx/model_fp16.onnx_data')).toBe(false);
    expect(configPath(['config.json', 'x/config.json'], 'onnx/model.onnx', 'config.json')).toBe(
      'config.json',
    );
    expect(configPath(['config.json', 'x/config.json'], 'x/onnx/model.onnx', 'config.json')).toBe(
      'x/config.json',
    );
    expect(configPath([], 'model.onnx', 'config.json')).toBeNull();
  });
});

describe('labels', () => {
  it('are read in their order', () => {
    expect(readLabels({ id2label: { '1': 'human', '0': 'artificial' } })).toEqual(['artificial', 'human']);
    expect(readLabels({})).toBeNull();
    expect(readLabels({ id2label: { '0': 'a', '2': 'b' } })).toBe('damaged');
    expect(readLabels({ id2label: [1] })).toBe('damaged');
    expect(readLabels(7)).toBe('damaged');
  });

  it.each([
    [['artificial', 'human'], [0]],
    [['human', 'artificial'], [1]],
    [['Real', 'Fake'], [1]],
    [['REAL', 'AI_GENERATED'], [1]],
    [['not_ai_generated', 'ai_generated'], [1]],
    [['nonAi', 'ai'], [1]],
    [
      ['real', 'sdxl', 'midjourney', 'dalle'],
      [1, 2, 3],
    ],
    [['AiArtData', 'RealArt'], [0]],
    [['hum', 'ai'], [1]],
    [['nature', 'ADM'], [1]],
    [['LABEL_0', 'LABEL_1'], null],
    [['cat', 'dog'], null],
    [['ai', 'fake'], null],
    [['captain', 'maid'], null],
  ])('of %j mean AI: %j', (labels, expected) => {
    expect(guessAiClasses(labels)).toEqual(expected);
  });
});
