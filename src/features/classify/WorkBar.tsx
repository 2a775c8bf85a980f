import { useCallback, type ReactElement } from 'react';
import { countStatuses, type ClassifyItem, type StatusCounts } from '../../state/classify-store.ts';
import { Button } from '../../ui/Button.tsx';
import { integer, plural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { judgedByOthers, unfinished } from './item-view.ts';
import { PickButtons } from './PickButtons.tsx';
import { closeSheet, select } from './selection.ts';
import { useClassify, useClassifyService } from './service-context.ts';
import { useThroughput } from './use-throughput.ts';
import styles from './WorkBar.module.css';

/** Above the work: more pictures, how far it is, what to do with the results. */
export function WorkBar({ rows }: { readonly rows: readonly ClassifyItem[] }): ReactElement {
  const service = useClassifyService();
  return (
    <div className={styles['bar']}>
      <div className={styles['group']}>
        <PickButtons />
      </div>
      <QueueProgress />
      <div className={styles['group']}>
        <ExportMenu rows={rows} />
        <Button
          onPress={() => {
            closeSheet();
            select(null);
            service.remove();
          }}
        >
          Clear
        </Button>
      </div>
    </div>
  );
}

function QueueProgress(): ReactElement {
  const service = useClassifyService();
  const items = useClassify((state) => state.items);
  const counts = countStatuses(items);
  const left = unfinished(counts);
  const chosen = useClassify((state) => state.card);
  const others = chosen ? judgedByOthers(items.values(), chosen.id) : [];
  const doneCount = useCallback(() => {
    const now = service.store.getState().items;
    return now.size - unfinished(countStatuses(now));
  }, [service]);
  const rate = useThroughput(doneCount, left > 0);
  const again = counts.failed + counts.cancelled;
  const text =
    left > 0 ? workingWords(items.size - left, items.size, rate) : finishedWords(items.size, counts);
  return (
    <div
      className={styles['progress']}
      data-testid="progress"
      data-done={items.size - left}
      data-total={items.size}
      data-quiet={text === '' && others.length === 0 ? '' : undefined}
    >
      <div className={styles['meter']}>
        <span className={styles['words']}>{text}</span>
        {left > 0 ? (
          <Progress label="Pictures judged" fraction={(items.size - left) / items.size} valueText={text} />
        ) : null}
      </div>
      {left > 0 ? (
        <Button
          data-testid="cancel"
          onPress={() => {
            service.cancel();
          }}
        >
          Cancel
        </Button>
      ) : null}
      {left === 0 && chosen && others.length > 0 ? (
        <Button
          data-testid="judge-again"
          onPress={() => {
            service.retry(others.map(({ id }) => id));
          }}
        >
          Judge again with {chosen.name}
        </Button>
      ) : null}
      {left === 0 && again > 0 && items.size > 1 ? (
        <Button
          data-testid="retry"
          onPress={() => {
            service.retry();
          }}
        >
          {counts.failed > 0 ? 'Retry failed' : 'Retry cancelled'}
        </Button>
      ) : null}
    </div>
  );
}

function workingWords(done: number, total: number, rate: number | null): string {
  const progress = `${integer(done)} of ${integer(total)}`;
  return rate === null || rate === 0 ? progress : `${progress}, ${rate.toFixed(1)} images/s`;
}

function finishedWords(total: number, { done, failed, cancelled }: StatusCounts): string {
  const parts = [
    `${integer(done)} read`,
    failed > 0 ? `${integer(failed)} failed` : '',
    cancelled > 0 ? `${integer(cancelled)} cancelled` : '',
  ];
  return total === 1 ? '' : `${plural(total, 'picture')}: ${parts.filter((part) => part !== '').join(', ')}`;
}
