import { failed, success, type Result } from '../result.ts';
import type { OnnxFailure } from './failures.ts';
import type { OnnxHeader } from './header.ts';
import type { GraphValue } from './value-reader.ts';

/** The one input of a model that looks at pictures, one at a time. */
export interface PictureInput {
  readonly name: string;
  readonly type: 'float' | 'float16';
  /** Order of the dimensions: planes first, or channels last. */
  readonly layout: 'nchw' | 'nhwc';
  /** Side of the square; null where the graph takes any size. */
  readonly sidePx: number | null;
}

/** The input, or what the model takes instead of one picture. */
export function pictureInput({ inputs }: Pick<OnnxHeader, 'inputs'>): Result<PictureInput, OnnxFailure> {
  const [input, ...others] = inputs;
  if (!input) return refusal('it takes no input');
  if (others.length > 0) {
    const names = inputs.map(({ name }) => `“${name}”`).join(', ');
    const hint = inputs.every(({ type }) => type === 'int64') ? ', as models for text do' : '';
    return refusal(`it needs ${inputs.length} inputs (${names})${hint}`);
  }
  return readInput(input);
}

/** Where a picture is given anything but float, one would have to know what its numbers mean. */
function readInput({ name, type, shape }: GraphValue): Result<PictureInput, OnnxFailure> {
  if (type !== 'float' && type !== 'float16')
    return refusal(`its input “${name}” is of type ${type}, and pictures can be given as float or float16`);
  if (shape?.length !== 4)
    return refusal(`its input “${name}” has ${shapeWords(shape)}, and a picture needs 4 dimensions`);
  const [batch, second] = shape;
  const layout = second !== 3 && shape[3] === 3 ? 'nhwc' : 'nchw';
  const [channels, height, width] = layout === 'nchw' ? shape.slice(1) : [shape[3], shape[1], shape[2]];
  if (typeof channels === 'number' && channels !== 3)
    return refusal(`its input “${name}” has ${shapeWords(shape)}: ${channels} channels, and a picture has 3`);
  if (typeof batch === 'number' && batch !== 1)
    return refusal(`it wants ${batch} pictures at once, and one is given here`);
  const sides = [height, width].filter((side) => typeof side === 'number');
  const [sidePx = null] = sides;
  if (sides.some((side) => side !== sidePx))
    return refusal(`its input “${name}” has ${shapeWords(shape)}, and only squares are given here`);
  if (sidePx !== null && (sidePx < 1 || sidePx > mostPx))
    return refusal(`its input “${name}” is ${sidePx} px wide, and at most ${mostPx} px are given here`);
  return success({ name, type, layout, sidePx });
}

/** A square of 2048 px is 50 MB of float32; networks that take more do not fit beside it. */
const mostPx = 2048;

function refusal(detail: string): Result<never, OnnxFailure> {
  return failed({ code: 'not-for-pictures', detail });
}

function shapeWords(shape: GraphValue['shape']): string {
  if (!shape) return 'no shape';
  return shape.length === 0 ? 'no dimension' : `the shape ${shape.map((side) => side ?? '?').join(' × ')}`;
}
