import * as v from 'valibot';
import { preprocessingSchema } from '../zoo/template.ts';
import { answerSchema } from './answer.ts';

/*
 * What is kept of an ONNX model beside its files. It is read back from a store that other versions of the page may have
 * written, so it is checked like everything that comes from outside.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));

const settingsSchema = v.object({
  input: v.object({
    name: v.string(),
    type: v.picklist(['float', 'float16']),
    layout: v.picklist(['nchw', 'nhwc']),
  }),
  preprocessing: preprocessingSchema,
  /** The file that stated it, or null: the person did. */
  preprocessingFrom: v.nullable(v.string()),
  answer: answerSchema,
});

export type ModelSettings = v.InferOutput<typeof settingsSchema>;

const originSchema = v.variant('kind', [
  v.object({ kind: v.literal('file') }),
  v.object({
    kind: v.literal('hub'),
    owner: v.string(),
    name: v.string(),
    commit: v.string(),
    path: v.string(),
    licence: v.nullable(v.string()),
  }),
]);

export type ModelOrigin = v.InferOutput<typeof originSchema>;

const recordSchema = v.object({
  schemaVersion: v.literal(1),
  /** The same for the same files on every computer: see modelId. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/u)),
  name: v.string(),
  origin: originSchema,
  /** The graph first, with the location ''; then the files of weights by the names under which the graph looks for them. */
  files: v.pipe(v.array(v.object({ location: v.string(), bytes: count, sha256 })), v.minLength(1)),
  producer: v.string(),
  parameters: count,
  settings: settingsSchema,
  /** ISO 8601. */
  openedAt: v.pipe(v.string(), v.isoTimestamp()),
});

export type ModelRecord = v.InferOutput<typeof recordSchema>;
export type ModelFileRecord = ModelRecord['files'][number];

/** null where it is not a record that this page can use. */
export function readModelRecord(json: unknown): ModelRecord | null {
  const parsed = v.safeParse(recordSchema, json);
  return parsed.success ? parsed.output : null;
}

/** All bytes of the model. */
export function modelBytes({ files }: Pick<ModelRecord, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Digits of the hash that stand in names and addresses. */
const idDigits = 12;
const longestSlug = 60;

/**
 * Names a model by what it is: a link to a comparison works for whoever has the same files. `sha256` is that of the graph
 * where it is the only file, else that of modelHashText.
 */
export function modelId(name: string, sha256OfAll: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/gu, '');
  return `${slug || 'model'}-${sha256OfAll.slice(0, idDigits)}`;
}

/** What several files are hashed as: a line each, as sha256sum writes it. */
export function modelHashText(files: readonly ModelFileRecord[]): string {
  return files.map(({ sha256: hash, location }) => `${hash}  ${location}\n`).join('');
}
