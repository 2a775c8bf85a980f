import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DetectorSource } from '../contracts/zoo.ts';
import type { MeasuredDetector } from '../core/benchmark/measured-detector.ts';
import type { PicturePlan } from '../core/benchmark/picture-plan.ts';
import { answersLogit } from '../core/onnx/answer.ts';
import { modelHashText } from '../core/onnx/record.ts';
import { givesLogit, hasOrder } from '../core/zoo/score.ts';

/** A detector of a job: how it takes a picture, how its numbers are read, and what names it. */
export interface BenchmarkDetector {
  readonly measured: MeasuredDetector;
  readonly source: DetectorSource;
  readonly pictures: PicturePlan;
  /** The other of its two classes means AI than its architecture says. */
  readonly swapped: boolean;
  /** Of the weights; of an ONNX model in several files, of the list of their hashes. */
  readonly sha256: string;
  /** All but the weights that its numbers depend on, as text. */
  readonly settings: string;
}

/** Raw numbers of opened detectors: logits become shares of AI, shares are read as they are. */
const asLogit = { slope: 1, intercept: 0 };
const asOppositeLogit = { slope: -1, intercept: 0 };

/** null where it tells generators apart and says nothing of photographs: there is no score to measure. */
export function benchmarkDetector(source: DetectorSource, swapped: boolean): BenchmarkDetector | null {
  switch (source.kind) {
    case 'shipped':
      return shipped(source);
    case 'checkpoint':
      return checkpoint(source, swapped);
    case 'model':
      return model(source);
    default:
      return source satisfies never;
  }
}

/** Beginning of a SHA-256, which names settings beside the hash of the weights. */
export function settingsHash({ settings }: Pick<BenchmarkDetector, 'settings'>): string {
  return bytesToHex(sha256(utf8ToBytes(settings))).slice(0, 16);
}

function shipped(source: Extract<DetectorSource, { kind: 'shipped' }>): BenchmarkDetector {
  const { id, name, calibration, operatingPoint, families, preprocessing, weights } = source.card;
  return {
    source,
    measured: {
      ...{ id, name, architecture: null, calibration, operatingPoint },
      families: families?.names.map((family) => family.name) ?? [],
    },
    pictures: { kind: 'crops', plan: preprocessing },
    swapped: false,
    sha256: weights.sha256,
    settings: JSON.stringify(preprocessing),
  };
}

function checkpoint(
  source: Extract<DetectorSource, { kind: 'checkpoint' }>,
  wanted: boolean,
): BenchmarkDetector | null {
  const { record, template } = source;
  const { preprocessing, graph } = template;
  const [output] = template.outputs;
  if (!output || (output.kind === 'classes' && output.aiClass === null)) return null;
  const swapped = wanted && hasOrder(output);
  const logit = swapped ? asOppositeLogit : asLogit;
  return {
    source,
    measured: raw(record.id, record.fileName, template.name, givesLogit(output) ? logit : null),
    pictures: { kind: 'square', plan: preprocessing, layout: 'nchw' },
    swapped,
    sha256: record.weights.sha256,
    settings: JSON.stringify({ preprocessing, graph: graph.sha256, output }),
  };
}

function model(source: Extract<DetectorSource, { kind: 'model' }>): BenchmarkDetector {
  const { id, name, files, settings } = source.record;
  const { preprocessing, input, answer } = settings;
  const [graph] = files;
  return {
    source,
    measured: raw(id, name, null, answersLogit(answer) ? asLogit : null),
    pictures: { kind: 'square', plan: preprocessing, layout: input.layout },
    swapped: false,
    sha256:
      graph && files.length === 1 ? graph.sha256 : bytesToHex(sha256(utf8ToBytes(modelHashText(files)))),
    settings: JSON.stringify({ preprocessing, input, answer }),
  };
}

/** No checkpoint says how likely AI is at a score, nor from where on to call a picture AI. */
function raw(
  id: string,
  name: string,
  architecture: string | null,
  calibration: MeasuredDetector['calibration'],
): MeasuredDetector {
  return { id, name, architecture, calibration, operatingPoint: null, families: [] };
}
