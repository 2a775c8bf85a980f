import { useEffect, useState, type ReactElement } from 'react';
import { countStatuses, type ImageId } from '../../state/classify-store.ts';
import { unfinished } from './item-view.ts';
import { useClassifyService } from './service-context.ts';
import { batchSummary } from './verdict-words.ts';

/** Tells a screen reader what came of a batch when it ends: once, not once a picture. */
export function Announcer(): ReactElement {
  const { store } = useClassifyService();
  const [text, setText] = useState('');
  useEffect(() => {
    const batch = new Set<ImageId>();
    return store.subscribe(({ items }) => {
      for (const item of items.values()) {
        if (item.status === 'queued' || item.status === 'preparing' || item.status === 'running')
          batch.add(item.id);
      }
      if (batch.size === 0 || unfinished(countStatuses(items)) > 0) return;
      const finished = [...batch].map((id) => items.get(id)).filter((item) => item !== undefined);
      batch.clear();
      setText(batchSummary(finished));
    });
  }, [store]);
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {text}
    </div>
  );
}
