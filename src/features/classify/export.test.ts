import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../core/detector/model-card.ts';
import type { ClassifyItem, ImageId, Outcome } from '../../state/classify-store.ts';
import { exportCsv } from './export-csv.ts';
import { exportJson, exportRow, type ExportContext, type ExportDocument } from './export-rows.ts';

const card = {
  id: 'lite-1',
  name: 'Lite 1',
  version: '2.0.0',
  weights: { sha256: 'f'.repeat(64) },
  operatingPoint: { aiAbove: 0.8, cameraBelow: 0.2 },
  preprocessing: { shrink: null },
  families: {
    names: [
      { id: 'latent-diffusion', name: 'latent diffusion', examples: '' },
      { id: 'gan', name: 'GAN', examples: '' },
    ],
  },
} as unknown as ModelCard;

const context: ExportContext = {
  cards: new Map([['lite-1', card]]),
  report: null,
  appVersion: '1.2.3',
  exportedAt: new Date('2026-01-02T03:04:05Z'),
};

const outcome: Outcome = {
  facts: {
    format: 'jpeg',
    storedWidthPx: 640,
    storedHeightPx: 480,
    orientation: 1,
    bitDepth: 8,
    colour: 'ycc',
    hasAlpha: false,
    animated: false,
    jpeg: { progressive: false, quality: { value: 92, exact: true }, subsampling: '4:2:0' },
  },
  widthPx: 640,
  heightPx: 480,
  decoder: 'browser',
  notes: ['first-frame'],
  content: { judgeable: true },
  verdict: { kind: 'ai', probability: 0.87123456, low: 0.71, high: 0.94 },
  logits: [-1.5, 2.25],
  family: { probabilities: [0.31, 0.69], best: 1, named: true },
  cropRects: [],
  cropWeights: [0.5, 0.5],
  timings: { readMs: 1, decodeMs: 2.04, resampleMs: 3, inferenceMs: 40, totalMs: 60 },
  modelId: 'lite-1',
  modelSha256: 'f'.repeat(64),
  backend: 'wasm',
  precision: 'fp32',
};

function item(change: Partial<ClassifyItem> = {}): ClassifyItem {
  return {
    id: 'a' as ImageId,
    name: 'cat.jpg',
    path: 'pets/cat.jpg',
    byteLength: 1234,
    status: 'done',
    thumbnailUrl: null,
    outcome,
    failure: null,
    ...change,
  };
}

/** An independent reader: one character at a time, as RFC 4180 describes it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quoted && c === '"' && text.charAt(i + 1) === '"') {
      cell += '"';
      i++;
    } else if (c === '"') quoted = !quoted;
    else if (quoted) cell += c;
    else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\r' && text.charAt(i + 1) === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      i++;
    } else cell += c;
  }
  return rows;
}

function table(items: readonly ClassifyItem[]): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(exportCsv(items, context));
  return rows.map((row) => {
    expect(row).toHaveLength(head.length);
    return Object.fromEntries(head.map((name, i) => [name, row[i] ?? '']));
  });
}

describe('the list as CSV', () => {
  it('writes verdict, evidence and origin of a judged picture', () => {
    expect(table([item()])[0]).toMatchObject({
      file: 'cat.jpg',
      path: 'pets/cat.jpg',
      bytes: '1234',
      verdict: 'ai',
      probability_ai: '0.8712',
      logits: '-1.5000 2.2500',
      jpeg_quality: '92',
      decode_ms: '2',
      family: 'gan',
      family_probability: '0.69',
      detector: 'lite-1',
      detector_version: '2.0.0',
      ai_above: '0.8',
      model_sha256: 'f'.repeat(64),
      app_version: '1.2.3',
      exported_at: '2026-01-02T03:04:05.000Z',
    });
  });

  it.each(['a,b.jpg', 'a "b".jpg', 'two\nlines.jpg', 'näïve 图.png'])('keeps the name %j', (name) => {
    expect(table([item({ name })])[0]?.['file']).toBe(name);
  });

  it.each(['=1+1.jpg', '+a.jpg', '-a.jpg', '@a.jpg', '\ta.jpg', '=HYPERLINK("http://x","y").png'])(
    'does not let the name %j run as a formula',
    (name) => {
      expect(table([item({ name })])[0]?.['file']).toBe(`'${name}`);
    },
  );

  it('says that a family is unknown, and nothing where none was asked for', () => {
    const unknown = { ...outcome, family: { probabilities: [0.45, 0.55], best: 1, named: false } };
    const camera = { ...outcome, family: null };
    const rows = table([item({ outcome: unknown }), item({ outcome: camera })]);
    expect(rows[0]).toMatchObject({ family: 'unknown', family_probability: '0.55' });
    expect(rows[1]).toMatchObject({ family: '', family_probability: '' });
  });

  it('names the detector of each row, whatever is chosen now', () => {
    const other = { ...outcome, modelId: 'tiny-1', family: null };
    const rows = table([item(), item({ outcome: other })]);
    expect(rows.map((row) => [row['detector'], row['detector_version'], row['ai_above']])).toEqual([
      ['lite-1', '2.0.0', '0.8'],
      ['tiny-1', '', ''],
    ]);
  });

  it('leaves what is not known empty, and gives the reason of a failure', () => {
    const row = table([item({ status: 'failed', outcome: null, failure: { code: 'empty-file' } })])[0];
    expect(row).toMatchObject({
      status: 'failed',
      verdict: '',
      probability_ai: '',
      failure_code: 'empty-file',
    });
    expect(row?.['failure']).toMatch(/^cat\.jpg is empty/u);
  });

  it('is a header alone for an empty list', () => {
    expect(exportCsv([], context).split('\r\n')).toHaveLength(2);
  });
});

describe('the list as JSON', () => {
  it('reads back with full digits', () => {
    const document = JSON.parse(exportJson([item()], context)) as ExportDocument;
    expect(document).toMatchObject({ application: 'Telltale', appVersion: '1.2.3' });
    expect(document.detectors.map(({ id }) => id)).toEqual(['lite-1']);
    expect(document.pictures[0]?.familyProbabilities).toEqual({ 'latent-diffusion': 0.31, gan: 0.69 });
    expect(document.pictures[0]?.probability).toBe(0.87123456);
    expect(document.pictures[0]?.notes).toEqual(['It has several frames; only the first was judged.']);
  });

  it('says why a picture cannot be judged', () => {
    const flat = {
      ...outcome,
      verdict: null,
      content: { judgeable: false, reason: 'flat', contrastLevels: 0.4 },
    } as const;
    expect(exportRow(item({ outcome: flat }), context.cards)).toMatchObject({
      verdict: 'cannot-judge',
      cannotJudgeReason: 'flat',
    });
  });
});
