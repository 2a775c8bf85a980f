import type { ReactElement } from 'react';
import styles from './DropOverlay.module.css';

/** Shown while files are dragged over the window. It takes no pointer events: the window takes the drop. */
export function DropOverlay(): ReactElement {
  return (
    <div className={styles['overlay']} aria-hidden="true">
      <p>Drop to judge</p>
    </div>
  );
}
