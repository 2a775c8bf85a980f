import type { TemplatePreprocessing } from '../zoo/template.ts';
import type { Processor } from './processor-schema.ts';

/** How bytes become numbers. */
export function values(
  processor: Processor,
  notes: string[],
): Pick<TemplatePreprocessing, 'mean' | 'std' | 'rescaleFactor'> {
  const { do_rescale, rescale_factor, do_normalize, image_mean, image_std } = processor;
  const rescaleFactor = do_rescale === false ? 1 : (rescale_factor ?? 1 / 255);
  if (do_normalize === false) return { mean: [0, 0, 0], std: [1, 1, 1], rescaleFactor };
  const half = (name: string): number => {
    notes.push(`“${name}” is not stated; 0.5 is taken.`);
    return 0.5;
  };
  return {
    mean: triple(image_mean ?? half('image_mean')),
    std: triple(image_std ?? half('image_std')),
    rescaleFactor,
  };
}

function triple(value: number | readonly number[]): [number, number, number] {
  return typeof value === 'number' ? [value, value, value] : [value[0]!, value[1]!, value[2]!];
}
