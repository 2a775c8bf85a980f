import { useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { unfinished } from '../features/classify/item-view.ts';
import { useClassify, useClassifyService } from '../features/classify/service-context.ts';
import { countStatuses } from '../state/classify-store.ts';
import { Button } from '../ui/Button.tsx';
import { integer } from '../ui/format.ts';
import { Progress } from '../ui/Progress.tsx';
import styles from './QueueChip.module.css';

/** The work under way, for every view but the one that shows it anyway. */
export function QueueChip(): ReactElement | null {
  const service = useClassifyService();
  const items = useClassify((state) => state.items);
  const onClassify = useLocation({ select: ({ pathname }) => pathname === '/' });
  const left = unfinished(countStatuses(items));
  if (left === 0 || onClassify) return null;
  const done = items.size - left;
  const text = `${integer(done)} / ${integer(items.size)}`;
  return (
    <div className={styles['chip']}>
      <div className={styles['count']}>
        <span>{text}</span>
        <Progress label="Pictures judged" fraction={done / items.size} valueText={`${text} pictures`} />
      </div>
      <Button
        look="quiet"
        aria-label="Cancel judging"
        onPress={() => {
          service.cancel();
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
