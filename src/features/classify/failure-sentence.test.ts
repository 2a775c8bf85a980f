import { describe, expect, it } from 'vitest';
import type { ItemFailure } from '../../state/classify-store.ts';
import { failureSentence, loadFailureSentence } from './failure-sentence.ts';

const failures: readonly ItemFailure[] = [
  { code: 'empty-file' },
  { code: 'unreadable', detail: 'permission was lost.' },
  { code: 'unsupported-format', found: null },
  { code: 'unsupported-format', found: 'a PDF document' },
  { code: 'truncated', format: 'jpeg' },
  { code: 'damaged', format: 'png', detail: 'bad checksum' },
  { code: 'too-large', widthPx: 30_000, heightPx: 20_000, limitMegapixels: 100 },
  { code: 'not-exact', format: 'avif' },
  { code: 'offline', url: 'https://x.test/models/a/model.onnx', detail: '' },
  { code: 'http', url: 'https://x.test/models/a/model.onnx', status: 404 },
  {
    code: 'hash-mismatch',
    url: 'https://x.test/models/a/model.onnx?v=1',
    expected: 'a'.repeat(64),
    found: 'b'.repeat(64),
  },
  { code: 'no-backend', refusals: [{ backend: 'wasm', reason: 'self-test failed' }] },
  { code: 'device-lost', detail: 'reset' },
  { code: 'run-failed', detail: 'out of memory' },
  { code: 'not-loaded' },
  { code: 'worker-died', detail: 'out of memory' },
];

describe('failures in sentences', () => {
  it.each(failures)('$code names the file and ends as a sentence', (failure) => {
    const sentence = failureSentence('report.jpg', failure);
    expect(sentence).toMatch(/^report\.jpg .*\.$/u);
    expect(sentence).not.toMatch(/undefined|null|\.\.|!/u);
  });

  it('says what to do with a saved web page', () => {
    expect(failureSentence('report.jpg', { code: 'unsupported-format', found: 'an HTML page' })).toBe(
      'report.jpg is an HTML page, not a picture. If you saved it from a website, save the picture itself.',
    );
  });

  it('names the file of a detector without its address', () => {
    expect(
      loadFailureSentence({ code: 'http', url: 'https://x.test/models/a/model.onnx?v=2', status: 503 }),
    ).toBe('The detector could not be downloaded: the server answered 503 for model.onnx.');
  });

  it('gives the reason of every backend that was refused', () => {
    const sentence = loadFailureSentence({
      code: 'no-backend',
      refusals: [
        { backend: 'webgpu', reason: 'no adapter.' },
        { backend: 'wasm', reason: 'out of memory' },
      ],
    });
    expect(sentence).toBe(
      'The detector cannot run in this browser. WebGPU: no adapter. WASM: out of memory.',
    );
  });
});
