import { describe, expect, it } from 'vitest';
import type { DetectorSource } from '../contracts/zoo.ts';
import { scoreOf } from '../core/benchmark/measured-detector.ts';
import { readAnswer, type Answer } from '../core/onnx/answer.ts';
import type { ModelRecord } from '../core/onnx/record.ts';
import type { CheckpointRecord } from '../core/zoo/record.ts';
import { readScore, swapScore, type RawScore, type TemplateOutput } from '../core/zoo/score.ts';
import { templateOf } from '../core/zoo/test-templates.ts';
import { benchmarkDetector, settingsHash } from './benchmark-detector.ts';
import { findAll } from './benchmark-detectors.ts';

const record: CheckpointRecord = {
  schemaVersion: 1,
  id: 'some-network-0123456789ab',
  fileName: 'best.pth',
  templateId: 'some-network',
  graphSha256: '0'.repeat(64),
  weights: { bytes: 4, sha256: 'c'.repeat(64) },
  tensors: 1,
  parameters: 1,
  openedAt: '2026-11-25T10:00:00.000Z',
  origin: null,
  swapped: false,
};

function checkpoint(output: TemplateOutput, changes: Partial<CheckpointRecord> = {}): DetectorSource {
  const template = { ...templateOf({ 'fc.weight': [1] }), outputs: [output] };
  return { kind: 'checkpoint', record: { ...record, ...changes }, template, folderUrl: '', unkept: null };
}

function model(answer: Answer, sizePx = 224): DetectorSource {
  const kept: ModelRecord = {
    schemaVersion: 1,
    id: 'model-abababababab',
    name: 'model.onnx',
    origin: { kind: 'file' },
    files: [{ location: '', bytes: 12, sha256: 'ab'.repeat(32) }],
    producer: 'pytorch 2.4',
    parameters: 3,
    settings: {
      input: { name: 'x', type: 'float', layout: 'nhwc' },
      preprocessing: { resize: null, crop: { sizePx }, mean: [0, 0, 0], std: [1, 1, 1] },
      preprocessingFrom: null,
      answer,
    },
    openedAt: '2026-11-25T10:00:00.000Z',
  };
  return { kind: 'model', record: kept, unkept: null };
}

/** The score that the tables read from what is kept of an answer. */
function readBack(source: DetectorSource, score: RawScore, swapped = false): number {
  const detector = benchmarkDetector(source, swapped);
  if (!detector || score.kind !== 'score') throw new Error('nothing to read');
  return scoreOf(detector.measured, score.logit ?? score.ai);
}

describe('an opened detector in the tables', () => {
  const outputs: readonly (readonly [TemplateOutput, readonly number[]])[] = [
    [{ kind: 'ai-logit', name: 'logit' }, [1.3]],
    [{ kind: 'classes', name: 'y', classes: ['ai', 'real'], aiClass: 0 }, [0.2, -1.1]],
    [{ kind: 'classes', name: 'y', classes: ['real', 'gan', 'ai'], aiClass: 2 }, [0.2, -1.1, 0.4]],
  ];

  it.each(outputs)('says of a checkpoint what the comparison says: %j', (output, values) => {
    const score = readScore(output, values);
    expect(readBack(checkpoint(output), score)).toBeCloseTo((score as { ai: number }).ai, 12);
    // Two classes, or the sign of a logit, may be the other way round.
    const swapped = swapScore(score) as { ai: number };
    expect(readBack(checkpoint(output), score, true)).toBeCloseTo(swapped.ai, 12);
  });

  const answers: readonly (readonly [Answer, readonly number[]])[] = [
    [{ kind: 'one', output: 'y', scale: 'logits', speaksFor: 'real' }, [2]],
    [{ kind: 'one', output: 'y', scale: 'shares', speaksFor: 'real' }, [0.2]],
    [
      { kind: 'classes', output: 'y', scale: 'logits', classes: ['a', 'b', 'c'], aiClasses: [0, 2] },
      [1, 0, -1],
    ],
    [{ kind: 'classes', output: 'y', scale: 'logits', classes: ['a', 'b'], aiClasses: [1] }, [1, 3]],
  ];

  it.each(answers)('says of an ONNX model what its answer says: %j', (answer, values) => {
    const score = readAnswer(answer, values);
    expect(readBack(model(answer), score)).toBeCloseTo((score as { ai: number }).ai, 12);
  });

  it('has no operating point, and takes the picture as its own preprocessing says', () => {
    const found = benchmarkDetector(
      model({ kind: 'one', output: 'y', scale: 'logits', speaksFor: 'ai' }),
      false,
    );
    expect(found?.measured.operatingPoint).toBeNull();
    expect(found?.pictures).toMatchObject({
      kind: 'square',
      layout: 'nhwc',
      plan: { crop: { sizePx: 224 } },
    });
  });

  it('is none where it tells generators apart', () => {
    const output: TemplateOutput = { kind: 'classes', name: 'y', classes: ['gan', 'ldm'], aiClass: null };
    expect(benchmarkDetector(checkpoint(output), false)).toBeNull();
  });

  it('is another one with other preprocessing or another reading, not with the classes the other way round', () => {
    const hashOf = (source: DetectorSource, swapped = false) => {
      const detector = benchmarkDetector(source, swapped);
      return detector ? settingsHash(detector) : null;
    };
    const answer: Answer = { kind: 'one', output: 'y', scale: 'logits', speaksFor: 'ai' };
    expect(hashOf(model(answer))).not.toBe(hashOf(model(answer, 256)));
    expect(hashOf(model(answer))).not.toBe(hashOf(model({ ...answer, speaksFor: 'real' })));
    // What is kept is the logit as the network gave it: it is not computed again to be read the other way.
    const output: TemplateOutput = { kind: 'ai-logit', name: 'logit' };
    expect(hashOf(checkpoint(output))).toBe(hashOf(checkpoint(output), true));
  });
});

describe('the detectors of a plan', () => {
  const output: TemplateOutput = { kind: 'ai-logit', name: 'logit' };
  const twice = [
    checkpoint(output),
    checkpoint(output, { id: 'some-network-ba9876543210', weights: { bytes: 4, sha256: 'd'.repeat(64) } }),
  ];
  const find = (id: string) => {
    return Promise.resolve(
      twice.find((source) => source.kind === 'checkpoint' && source.record.id === id) ?? null,
    );
  };

  it('keep names apart that two files share', async () => {
    const ids = ['some-network-0123456789ab', 'some-network-ba9876543210'];
    const found = await findAll(
      find,
      ids.map((id) => ({ id, swapped: false })),
    );
    expect(found.map(({ measured }) => measured.name)).toEqual(['best.pth (cccccc)', 'best.pth (dddddd)']);
  });

  it('end the job where one is not here', async () => {
    await expect(findAll(find, [{ id: 'gone', swapped: false }])).rejects.toMatchObject({
      failure: { code: 'detector-missing', id: 'gone' },
    });
  });
});
