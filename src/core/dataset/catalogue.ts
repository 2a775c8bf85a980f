import * as v from 'valibot';

/** public/catalogue/datasets.json: public sets that can be opened by their id. null is what their cards do not say. */
export const datasetCatalogue = v.array(
  v.object({
    /** On the Hugging Face hub. */
    id: v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/u)),
    name: v.pipe(v.string(), v.nonEmpty()),
    about: v.pipe(v.string(), v.nonEmpty()),
    samples: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
    /** Of all files. */
    byteLength: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
    licence: v.nullable(v.string()),
    address: v.pipe(v.string(), v.url()),
  }),
);
