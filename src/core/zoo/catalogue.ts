import * as v from 'valibot';

/*
 * The schema of public/catalogue/checkpoints.json: where the authors of published detectors keep their weights. What
 * each field means, and where each address was found, stands in docs/zoo.md.
 */

const slug = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/u));
const address = v.pipe(v.string(), v.url(), v.startsWith('https://'));
const text = v.pipe(v.string(), v.minLength(1));

/** Hosts that let any page fetch their files (Access-Control-Allow-Origin: *). Nothing is fetched from others. */
const openHosts = ['huggingface.co', 'raw.githubusercontent.com'];

const file = v.object({
  address: v.pipe(
    address,
    v.check(
      (url) => openHosts.some((host) => url.startsWith(`https://${host}/`)),
      `a file must lie on ${openHosts.join(' or ')}`,
    ),
  ),
  name: v.pipe(v.string(), v.regex(/^[\w.-]+$/u)),
  /** null where nobody said. */
  bytes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  sha256: v.nullable(
    v.object({
      value: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
      /** 'computed': by us from the file; 'reported': by public projects that use the file, not by us. */
      basis: v.picklist(['computed', 'reported']),
    }),
  ),
});

const common = {
  id: slug,
  name: text,
  /** The template that runs it; a page that has none of this id lists the entry and cannot run it. */
  architecture: slug,
  /** A phrase: what the authors trained it on, in their words for it. */
  trainedOn: text,
  paper: address,
  licence: v.object({
    /** 'not stated' where the authors name none. */
    name: text,
    /** Where it can be read. */
    address: v.nullable(address),
    /** Research or other non-commercial use only. */
    researchOnly: v.boolean(),
  }),
  /** The authors' own page about the weights. */
  page: address,
};

const entry = v.variant('direct', [
  v.object({ ...common, direct: v.literal(true), file }),
  /** People fetch it there and open it here. */
  v.object({
    ...common,
    direct: v.literal(false),
    host: text,
    /** 'host': it sends no file to other pages; 'parts': the network needs a second file beside this one. */
    because: v.picklist(['host', 'parts']),
  }),
]);

const catalogueSchema = v.object({
  schemaVersion: v.literal(1),
  checkpoints: v.pipe(
    v.array(entry),
    v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two checkpoints share an id'),
  ),
});

export type CatalogueEntry = v.InferOutput<typeof entry>;
/** A checkpoint that the page can fetch by itself. */
export type DirectEntry = Extract<CatalogueEntry, { direct: true }>;
export type CatalogueFile = DirectEntry['file'];

/** @throws v.ValiError naming the first field that does not fit */
export function parseCatalogue(json: unknown): readonly CatalogueEntry[] {
  return v.parse(catalogueSchema, json).checkpoints;
}
