import * as v from 'valibot';

/*
 * The schema of public/templates/<id>/template.json: a published architecture without weights. What each field means
 * stands in docs/template-contract.md.
 */

const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const rgb = v.tuple([v.number(), v.number(), v.number()]);
const templateId = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/u));
const fileName = v.pipe(v.string(), v.regex(/^[\w.-]+$/u));

const resize = v.object({
  rule: v.picklist(['shorter-side', 'both-sides']),
  sidePx: positive,
  filter: v.picklist(['bilinear', 'bicubic', 'lanczos', 'box']),
});

export const preprocessingSchema = v.object({
  resize: v.nullable(resize),
  crop: v.object({
    sizePx: positive,
    /** How half of an odd rest is rounded; 'half-even' where nothing is said. */
    rounding: v.optional(v.picklist(['half-even', 'down'])),
    /** What continues a picture that is smaller; 'mirror' where nothing is said. */
    fill: v.optional(v.picklist(['mirror', 'black'])),
  }),
  /** What a byte is multiplied with before the mean is taken off; 1/255 where nothing is said. */
  rescaleFactor: v.optional(v.pipe(v.number(), v.gtValue(0))),
  mean: rgb,
  std: rgb,
});

const output = v.variant('kind', [
  v.object({ kind: v.literal('ai-logit'), name: v.string() }),
  v.object({
    kind: v.literal('classes'),
    name: v.string(),
    classes: v.pipe(v.array(v.string()), v.minLength(2)),
    /** Whose probability is 'AI'; null where the output tells generators apart. */
    aiClass: v.nullable(count),
  }),
]);

const tensor = v.object({
  name: v.string(),
  shape: v.array(count),
  /** Bytes from the start of the weights, float32, little-endian, C order. */
  offset: count,
});

/** The same bytes of the weights under the names of another library, cut differently or turned. */
const spelling = v.object({
  name: v.string(),
  tensors: v.pipe(
    v.array(
      v.object({
        ...tensor.entries,
        /** The file holds columns where the graph wants rows: its `shape` is [b, a] for [a, b]. */
        transposed: v.optional(v.literal(true)),
      }),
    ),
    v.minLength(1),
  ),
  /** Tensors of the same network that the graph does not compute with. */
  unread: v.array(v.string()),
});

const part = v.object({
  /** With its article: 'the head of UnivFD'. */
  name: v.string(),
  /** Its share of the weights, from the first byte to before the last: the tensors that lie there are its own. */
  bytes: v.tuple([count, count]),
  unread: v.array(v.string()),
  alsoSpelt: v.array(spelling),
});

const templateSchema = v.object({
  schemaVersion: v.literal(1),
  id: templateId,
  name: v.string(),
  summary: v.string(),
  paper: v.object({ title: v.string(), address: v.pipe(v.string(), v.url()), year: positive }),
  graph: v.object({
    file: fileName,
    bytes: positive,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
    opset: positive,
  }),
  weights: v.object({
    /** The name under which the graph looks for its external data. */
    location: fileName,
    bytes: positive,
    tensors: v.pipe(v.array(tensor), v.minLength(1)),
    /** Of a network that comes in several files, as an encoder and a head; absent where it comes in one. */
    parts: v.optional(v.pipe(v.array(part), v.minLength(2))),
  }),
  preprocessing: preprocessingSchema,
  input: v.object({ name: v.string() }),
  outputs: v.pipe(v.array(output), v.minLength(1)),
});

export type Template = v.InferOutput<typeof templateSchema>;
export type TemplateTensor = Template['weights']['tensors'][number];
/** Where a tensor of a checkpoint goes. */
export type Place = v.InferOutput<typeof spelling>['tensors'][number];
export type TemplatePreprocessing = Template['preprocessing'];

/** @throws v.ValiError naming the first field that does not fit */
export function parseTemplate(json: unknown): Template {
  return v.parse(templateSchema, json);
}

const indexSchema = v.object({ templates: v.array(templateId) });
export type TemplateIndex = v.InferOutput<typeof indexSchema>;

/** @throws v.ValiError naming the first field that does not fit */
export function parseTemplateIndex(json: unknown): TemplateIndex {
  return v.parse(indexSchema, json);
}
