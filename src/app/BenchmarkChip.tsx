import { Link, useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { benchmark } from '../services/benchmark.ts';
import { Button } from '../ui/Button.tsx';
import { integer } from '../ui/format.ts';
import { Progress } from '../ui/Progress.tsx';
import styles from './QueueChip.module.css';

/** The job of the benchmark, for every view but its own. */
export function BenchmarkChip(): ReactElement | null {
  const { is } = useStore(benchmark.store, (state) => state.status);
  const { done, total } = useStore(benchmark.store, (state) => state.progress);
  const elsewhere = useLocation({ select: ({ pathname }) => pathname !== '/benchmark' });
  if (!elsewhere || (is !== 'running' && is !== 'paused')) return null;
  const text = `${integer(done)} / ${integer(total)}`;
  return (
    <div className={styles['chip']}>
      <div className={styles['count']}>
        <Link to="/benchmark" aria-label={`Benchmark, ${text} pictures${is === 'paused' ? ', paused' : ''}`}>
          {text}
        </Link>
        <Progress
          label="Pictures measured"
          fraction={total > 0 ? done / total : null}
          valueText={`${text} pictures`}
        />
      </div>
      <Button
        look="quiet"
        aria-label="Cancel the benchmark"
        onPress={() => {
          benchmark.cancel();
        }}
      >
        <span data-wide="">Cancel</span>
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </Button>
    </div>
  );
}
