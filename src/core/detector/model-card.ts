import * as v from 'valibot';

/*
 * The schema of public/models/<id>/model.json. What each field means stands in docs/detector-contract.md.
 */

const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const rgb = v.tuple([v.number(), v.number(), v.number()]);
const estimate = v.object({ value: v.number(), low: v.number(), high: v.number() });
const rate = v.object({
  value: probability,
  low: probability,
  high: probability,
  images: count,
});
const modelId = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/u));

const filter = v.picklist(['bilinear', 'bicubic', 'lanczos', 'box']);
const anchors = v.pipe(v.array(v.tuple([probability, probability])), v.minLength(1));

const preprocessingPlan = v.object({
  shrink: v.nullable(v.object({ maxSidePx: positive, filter })),
  crops: v.object({
    sizePx: positive,
    anchors,
    rescaled: v.optional(
      v.array(
        v.object({
          scale: v.pipe(v.number(), v.gtValue(0), v.maxValue(4)),
          filter,
          leastSidePx: positive,
          anchors,
        }),
      ),
    ),
  }),
  mean: rgb,
  std: rgb,
});

const calibration = v.object({
  method: v.literal('platt'),
  slope: v.number(),
  intercept: v.number(),
  covariance: v.tuple([v.tuple([v.number(), v.number()]), v.tuple([v.number(), v.number()])]),
  fittedOn: v.string(),
  images: count,
});

const operatingPoint = v.object({
  aiAbove: probability,
  cameraBelow: probability,
  falsePositiveRate: rate,
  missRate: rate,
  conditions: v.string(),
});

const shares = { right: probability, wrong: probability, unknown: probability };

const families = v.object({
  output: v.string(),
  names: v.pipe(
    v.array(v.object({ id: modelId, name: v.string(), examples: v.string() })),
    v.minLength(2),
    v.check((names) => new Set(names.map(({ id }) => id)).size === names.length, 'two families share an id'),
  ),
  temperature: v.pipe(v.number(), v.gtValue(0)),
  namedAbove: probability,
  measured: v.object({
    seen: v.object({ images: count, ...shares }),
    leftOut: v.array(
      v.object({ family: v.string(), images: count, named: probability, unknown: probability }),
    ),
    conditions: v.string(),
  }),
});

/** One generator, or one source of photographs, in one condition. Every figure is optional: what was not measured is absent. */
const sourceFigures = v.object({
  auc: v.optional(estimate),
  truePositiveRate: v.optional(probability),
  falsePositiveRate: v.optional(probability),
  inconclusiveRate: v.optional(probability),
});

const measuredSource = v.object({
  kind: v.picklist(['generator', 'real-source']),
  name: v.string(),
  seen: v.boolean(),
  images: count,
  conditions: v.record(v.string(), sourceFigures),
});

const cardFields = v.object({
  schemaVersion: v.literal(1),
  id: modelId,
  name: v.string(),
  version: v.string(),
  summary: v.string(),
  inShort: v.optional(v.pipe(v.string(), v.maxLength(60))),
  licence: v.string(),
  source: v.string(),
  weights: v.object({
    file: v.pipe(v.string(), v.regex(/^[\w.-]+$/u)),
    bytes: positive,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
    precision: v.picklist(['fp32', 'fp16', 'int8']),
    parameters: positive,
    opset: positive,
  }),
  preprocessing: preprocessingPlan,
  input: v.object({ name: v.string() }),
  output: v.object({ name: v.string(), kind: v.literal('logit') }),
  aggregate: v.literal('mean-logit'),
  calibration,
  operatingPoint,
  measured: v.array(
    v.object({
      condition: v.string(),
      set: v.string(),
      images: v.object({ real: count, ai: count }),
      auc: estimate,
      falsePositiveRate: probability,
      truePositiveRate: probability,
      inconclusiveRate: probability,
      balancedAccuracy: v.optional(probability),
      ece: v.optional(probability),
    }),
  ),
  measuredBy: v.optional(v.array(measuredSource)),
  families: v.optional(families),
  trainingData: v.array(
    v.object({
      source: v.string(),
      label: v.picklist(['real', 'ai']),
      images: count,
      licence: v.string(),
    }),
  ),
  selfTest: v.object({
    pattern: v.literal('triangle-hash-1'),
    shape: v.tuple([positive, v.literal(3), positive, positive]),
    logits: v.array(v.number()),
    familyLogits: v.optional(v.array(v.number())),
    maxAbsDifference: v.object({ wasm: v.number(), webgpu: v.number() }),
  }),
  limits: v.array(v.string()),
});

const modelCard = v.pipe(
  cardFields,
  v.forward(
    v.check(
      ({ families, selfTest: { familyLogits, shape } }) =>
        familyLogits === undefined || familyLogits.length === shape[0] * (families?.names.length ?? 0),
      'it needs one number a crop and family',
    ),
    ['selfTest', 'familyLogits'],
  ),
);

export type ModelCard = v.InferOutput<typeof modelCard>;
export type PreprocessingPlan = v.InferOutput<typeof preprocessingPlan>;
export type Calibration = v.InferOutput<typeof calibration>;
export type Families = v.InferOutput<typeof families>;
export type MeasuredSource = v.InferOutput<typeof measuredSource>;
export type OperatingPoint = v.InferOutput<typeof operatingPoint>;

const modelIndex = v.object({
  schemaVersion: v.literal(1),
  default: modelId,
  models: v.pipe(v.array(modelId), v.minLength(1)),
});

export type ModelIndex = v.InferOutput<typeof modelIndex>;

/** Reads a model.json that has been parsed as JSON. Throws an Error that names the first field that does not fit. */
export function parseModelCard(json: unknown): ModelCard {
  return parse(modelCard, json, 'model.json');
}

/** Reads public/models/index.json, the list of detectors that ship. Throws like parseModelCard. */
export function parseModelIndex(json: unknown): ModelIndex {
  return parse(modelIndex, json, 'models/index.json');
}

function parse<S extends v.GenericSchema>(schema: S, json: unknown, file: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const path = v.getDotPath(issue) ?? 'the top level';
  throw new Error(`${file} does not fit its schema at ${path}: ${issue.message}`);
}
