import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { writeNamed } from '../../core/zoo/named.ts';
import { zoo } from '../../services/zoo.ts';
import { ClassOrder } from './ClassOrder.tsx';
import { orderOf, type Chosen } from './contestants.ts';
import { namedDetectors } from './search.ts';

/** The order of the classes beside a score; swapping it changes the address, and what is noted of the checkpoint. */
export function ComparedOrder({ chosen }: { readonly chosen: Chosen }): ReactElement | null {
  const { contestant, swapped } = chosen;
  const navigate = useNavigate();
  const output = orderOf(contestant);
  if (!output) return null;
  const { id, name } = contestant;
  const swap = (): void => {
    void navigate({
      to: '/detectors/compare',
      search: (search) => ({
        ...search,
        with: writeNamed(
          // A checkpoint is here only where the address names it.
          namedDetectors(search, []).map((each) => (each.id === id ? { id, swapped: !swapped } : each)),
        ),
      }),
      replace: true,
    });
    void zoo.setSwapped(id, !swapped);
  };
  return <ClassOrder name={name} output={output} swapped={swapped} onSwap={swap} />;
}
