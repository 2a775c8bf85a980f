import type { ReactElement, ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Progress } from '../ui/Progress.tsx';
import styles from './WorkChip.module.css';

interface WorkChipProps {
  /** How far it is, as '12 / 60'. */
  readonly text: string;
  /** What is shown of it; a link to its view, where there is one. */
  readonly children: ReactNode;
  readonly progressLabel: string;
  /** 0..1; null: not known. */
  readonly fraction: number | null;
  readonly cancelLabel: string;
  readonly onCancel: () => void;
}

/** Work that goes on in a view that is not shown, in the bar on top of the others. */
export function WorkChip({
  text,
  children,
  progressLabel,
  fraction,
  cancelLabel,
  onCancel,
}: WorkChipProps): ReactElement {
  return (
    <div className={styles['chip']}>
      <div className={styles['count']}>
        {children}
        <Progress label={progressLabel} fraction={fraction} valueText={`${text} pictures`} />
      </div>
      <Button look="quiet" aria-label={cancelLabel} onPress={onCancel}>
        <span data-wide="">Cancel</span>
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </Button>
    </div>
  );
}
