import type { ReactElement } from 'react';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { integer } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { useZoo } from './zoo.ts';
import styles from './ComparePage.module.css';

/** How many have answered; cancels, and asks again those that did not. */
export function ComparisonBar({ ids }: { readonly ids: readonly string[] }): ReactElement | null {
  const rows = useZoo((state) => state.rows);
  const states = ids.map((id) => rows.get(id)?.status).filter((status) => status !== undefined);
  if (states.length === 0) return null;
  const busy = states.some((status) => status === 'waiting' || status === 'running');
  const again = states.some((status) => status === 'failed' || status === 'cancelled');
  const done = states.filter((status) => status !== 'waiting' && status !== 'running').length;
  if (!busy && !again) return null;
  const words = `${integer(done)} of ${integer(states.length)} detectors have looked`;
  return (
    <div className={styles['bar']} data-testid="comparison-bar" data-busy={busy}>
      <div className={styles['progress']}>
        <span className="small quiet">{busy ? words : 'Not all of them answered.'}</span>
        {busy ? <Progress label="Comparison" fraction={done / states.length} valueText={words} /> : null}
      </div>
      {busy ? (
        <Button
          onPress={() => {
            zoo.cancelComparison();
          }}
        >
          Cancel
        </Button>
      ) : (
        <Button
          onPress={() => {
            zoo.retry();
          }}
        >
          Try again
        </Button>
      )}
    </div>
  );
}
