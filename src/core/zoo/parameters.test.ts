import { expect, it } from 'vitest';
import { countParameters } from './parameters.ts';

it('counts what training learned, scalars too, and no running statistics', () => {
  const tensors = [
    { name: 'conv.weight', shape: [4, 3, 2, 2] },
    { name: 'scale', shape: [] },
    { name: 'bn.weight', shape: [4] },
    { name: 'bn.running_mean', shape: [4] },
    { name: 'bn.running_var', shape: [4] },
    { name: 'bn.num_batches_tracked', shape: [] },
  ];
  expect(countParameters(tensors)).toBe(48 + 1 + 4);
});
