import type { ReactElement } from 'react';
import type { RuntimeState } from '../../state/classify-store.ts';
import { Progress } from '../../ui/Progress.tsx';
import { useClassify } from './service-context.ts';
import { loadingWords } from './verdict-words.ts';
import styles from './LoadingDetector.module.css';

interface LoadingDetectorProps {
  readonly runtime: Extract<RuntimeState, { status: 'loading' }>;
}

export function LoadingDetector({ runtime }: LoadingDetectorProps): ReactElement {
  const totalBytes = useClassify((state) => state.card?.weights.bytes ?? null);
  const words = loadingWords(runtime, totalBytes);
  return (
    <div className={styles['loading']}>
      <p className="small numbers">{words}</p>
      <Progress label="Loading the detector" fraction={runtime.fraction} valueText={words} />
    </div>
  );
}
