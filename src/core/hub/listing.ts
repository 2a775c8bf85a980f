import * as v from 'valibot';

/** One file of a repository. */
export interface HubFile {
  readonly path: string;
  /** null where the answer does not say. */
  readonly bytes: number | null;
  /** Given for large files only. */
  readonly sha256: string | null;
}

export interface HubListing {
  /** 40 hex digits: what is fetched later is of this state. */
  readonly commit: string;
  readonly licence: string | null;
  readonly files: readonly HubFile[];
}

const bytes = v.pipe(v.number(), v.integer(), v.minValue(0));

const listingSchema = v.object({
  sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/u)),
  tags: v.fallback(v.array(v.string()), []),
  siblings: v.array(
    v.object({
      rfilename: v.string(),
      size: v.nullish(bytes),
      lfs: v.nullish(
        v.object({ size: v.nullish(bytes), sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)) }),
      ),
    }),
  ),
});

/** Reads https://huggingface.co/docs/hub/api's model information with `blobs=true`. null where it is none. */
export function readListing(json: unknown): HubListing | null {
  const parsed = v.safeParse(listingSchema, json);
  if (!parsed.success) return null;
  const { sha, tags, siblings } = parsed.output;
  const licence = tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length) ?? null;
  const files = siblings
    .filter(({ rfilename }) => isSafe(rfilename))
    .map(({ rfilename, size, lfs }) => ({
      path: rfilename,
      bytes: size ?? lfs?.size ?? null,
      sha256: lfs?.sha256 ?? null,
    }));
  return { commit: sha, licence, files };
}

function isSafe(path: string): boolean {
  return path !== '' && path.split('/').every((step) => !['', '.', '..'].includes(step));
}
