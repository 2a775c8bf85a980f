import * as v from 'valibot';

/*
 * What is kept of a checkpoint beside its weights. It is read back from a store that other versions of the page may
 * have written, so it is checked like everything that comes from outside.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));

/** Where a checkpoint came from that the page fetched itself. */
const origin = v.object({
  /** Its entry in the catalogue, which may have changed or gone since. */
  entryId: v.string(),
  address: v.string(),
  /** Of the file, where `weights` are what was laid out from it. */
  sha256,
  bytes: count,
  /** 'listed': the hash is the one in the catalogue; 'pinned': no hash was known, so this one was noted. */
  hash: v.picklist(['listed', 'pinned']),
});

const recordSchema = v.object({
  schemaVersion: v.literal(1),
  /** The same for the same weights on every computer: see checkpointId. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/u)),
  fileName: v.string(),
  templateId: v.string(),
  /** The graph for which the weights were laid out. */
  graphSha256: sha256,
  weights: v.object({ bytes: count, sha256 }),
  tensors: count,
  parameters: count,
  /** ISO 8601. */
  openedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** null: from a file that somebody opened. */
  origin: v.optional(v.nullable(origin), null),
  /** The other class means AI than the template says: somebody found it so. */
  swapped: v.optional(v.boolean(), false),
});

export type CheckpointRecord = v.InferOutput<typeof recordSchema>;
export type CheckpointOrigin = v.InferOutput<typeof origin>;

/** null where it is not a record that this page can use. */
export function readRecord(json: unknown): CheckpointRecord | null {
  const parsed = v.safeParse(recordSchema, json);
  return parsed.success ? parsed.output : null;
}

/** Digits of the hash that stand in names and addresses. */
const idDigits = 12;

/** Names weights by what they are: a link to a comparison works for whoever has the same checkpoint. */
export function checkpointId(templateId: string, weightsSha256: string): string {
  return `${templateId}-${weightsSha256.slice(0, idDigits)}`;
}

/** What an earlier record of the same weights knows and the new one does not: its origin, and the order of the classes. */
export function mergeRecord(record: CheckpointRecord, earlier: CheckpointRecord | null): CheckpointRecord {
  if (!earlier) return record;
  return { ...record, origin: record.origin ?? earlier.origin, swapped: earlier.swapped };
}
