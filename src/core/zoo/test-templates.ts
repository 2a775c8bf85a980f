import type { DType } from '../checkpoint/dtypes.ts';
import type { TensorInfo } from '../checkpoint/checkpoint.ts';
import { parseTemplate, type Template } from './template.ts';

export type Shapes = Readonly<Record<string, readonly number[]>>;

/** A template with these tensors, one behind the other, each followed by `gapBytes`. */
export function templateOf(shapes: Shapes, id = 'some-network', gapBytes = 0): Template {
  let offset = 0;
  const tensors = Object.entries(shapes).map(([name, shape]) => {
    const tensor = { name, shape: [...shape], offset };
    offset += 4 * shape.reduce((product, side) => product * side, 1) + gapBytes;
    return tensor;
  });
  return parseTemplate({
    schemaVersion: 1,
    id,
    name: 'Some network',
    summary: 'For tests.',
    paper: { title: 'None', address: 'https://example.org/', year: 2026 },
    graph: { file: 'template.onnx', bytes: 1, sha256: '0'.repeat(64), opset: 17 },
    weights: { location: 'weights.bin', bytes: offset, tensors },
    preprocessing: { resize: null, crop: { sizePx: 32 }, mean: [0, 0, 0], std: [1, 1, 1] },
    input: { name: 'input' },
    outputs: [{ kind: 'ai-logit', name: 'logit' }],
  });
}

/** What a checkpoint with these tensors says of them. */
export function tensorsOf(shapes: Shapes, prefix = '', dtype: DType = 'float32'): Map<string, TensorInfo> {
  return new Map(
    Object.entries(shapes).map(([name, shape]) => [prefix + name, { name: prefix + name, dtype, shape }]),
  );
}
