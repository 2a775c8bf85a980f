import { useState, type ReactElement } from 'react';
import { benchmark } from '../../services/benchmark.ts';
import { Button } from '../../ui/Button.tsx';
import { plural } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useBenchmark } from './use-benchmark.ts';
import styles from './SetUp.module.css';

/** How many scores this browser keeps, and a way to be rid of them. Asked anew when a job begins or ends. */
export function KeptLine(): ReactElement {
  const status = useBenchmark((state) => state.status.is);
  const [deletions, setDeletions] = useState(0);
  return (
    <Kept
      key={`${status} ${String(deletions)}`}
      busy={status === 'running' || status === 'loading'}
      onDeleted={() => {
        setDeletions(deletions + 1);
      }}
    />
  );
}

const keptCount = (): Promise<number> => benchmark.keptCount();

function Kept({
  busy,
  onDeleted,
}: {
  readonly busy: boolean;
  readonly onDeleted: () => void;
}): ReactElement | null {
  const count = useLoaded(keptCount);
  if (count.status !== 'ready' || count.value === 0) return null;
  return (
    <p className={`small quiet ${styles['kept'] ?? ''}`}>
      {plural(count.value, 'score')} {count.value === 1 ? 'is' : 'are'} kept in this browser, by the hash of
      the picture.
      <Button look="quiet" isDisabled={busy} onPress={() => void benchmark.forgetKept().then(onDeleted)}>
        Delete them
      </Button>
    </p>
  );
}
