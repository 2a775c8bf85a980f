import { Link, useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { benchmark } from '../services/benchmark.ts';
import { integer } from '../ui/format.ts';
import { WorkChip } from './WorkChip.tsx';

/** The job of the benchmark, for every view but its own. */
export function BenchmarkChip(): ReactElement | null {
  const { is } = useStore(benchmark.store, (state) => state.status);
  const { done, total } = useStore(benchmark.store, (state) => state.progress);
  const elsewhere = useLocation({ select: ({ pathname }) => pathname !== '/benchmark' });
  if (!elsewhere || (is !== 'running' && is !== 'paused')) return null;
  const text = `${integer(done)} / ${integer(total)}`;
  return (
    <WorkChip
      text={text}
      progressLabel="Pictures measured"
      fraction={total > 0 ? done / total : null}
      cancelLabel="Cancel the benchmark"
      onCancel={() => {
        benchmark.cancel();
      }}
    >
      <Link to="/benchmark" aria-label={`Benchmark, ${text} pictures${is === 'paused' ? ', paused' : ''}`}>
        {text}
      </Link>
    </WorkChip>
  );
}
