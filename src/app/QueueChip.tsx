import { useLocation } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { unfinished } from '../features/classify/item-view.ts';
import { useClassify, useClassifyService } from '../features/classify/service-context.ts';
import { countStatuses } from '../state/classify-store.ts';
import { integer } from '../ui/format.ts';
import { WorkChip } from './WorkChip.tsx';

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
    <WorkChip
      text={text}
      progressLabel="Pictures judged"
      fraction={done / items.size}
      cancelLabel="Cancel judging"
      onCancel={() => {
        service.cancel();
      }}
    >
      <span>{text}</span>
    </WorkChip>
  );
}
