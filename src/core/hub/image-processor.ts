import * as v from 'valibot';
import { failed, success, type Result } from '../result.ts';
import type { TemplatePreprocessing } from '../zoo/template.ts';
import { placement } from './processor-place.ts';
import { processorSchema, type Processor } from './processor-schema.ts';
import { values } from './processor-values.ts';

/*
 * A preprocessor_config.json of the transformers library as the preprocessing of docs/template-contract.md. What a key
 * means is said in https://huggingface.co/docs/transformers/main_classes/image_processor; processors differ in what they
 * take where a key is missing, so that is told.
 */

export interface ReadProcessor {
  readonly plan: TemplatePreprocessing;
  /** Sentences on what is missing, and on what cannot be done here: where there is one, scores may differ. */
  readonly notes: readonly string[];
}

/**
 * @param graphSidePx what the graph takes; null where it takes any size
 * @returns what is wrong with it as failure, in a clause
 */
export function readImageProcessor(json: unknown, graphSidePx: number | null): Result<ReadProcessor, string> {
  const parsed = v.safeParse(processorSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue);
    return failed(
      path === null ? 'it is no image processor' : `“${path}” is not as it should be (${issue.message})`,
    );
  }
  const processor = parsed.output;
  const notes: string[] = [];
  const placed = placement(processor, graphSidePx, notes);
  if (typeof placed === 'string') return failed(placed);
  notes.push(...unsupportedKeys(processor));
  return success({ plan: { ...placed, ...values(processor, notes) }, notes });
}

/** Keys that change pixels in ways that are not done here. */
const unsupported = [
  'do_pad',
  'do_flip_channel_order',
  'do_thumbnail',
  'do_align_long_axis',
  'do_crop_margin',
  'rescale_offset',
  'include_top',
];

function unsupportedKeys(processor: Processor): readonly string[] {
  return unsupported
    .filter((key) => processor[key] === true)
    .map((key) => `“${key}” is asked for and not done here.`);
}
