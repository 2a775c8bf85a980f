import type { ReactElement } from 'react';
import { useIntakeWords } from '../../ui/view-intake.ts';
import styles from './DropOverlay.module.css';

/** Shown while files are dragged over the window. It takes no pointer events: the window takes the drop. */
export function DropOverlay(): ReactElement {
  const words = useIntakeWords() ?? 'Drop to judge';
  return (
    <div className={styles['overlay']} aria-hidden="true">
      <p>{words}</p>
    </div>
  );
}
