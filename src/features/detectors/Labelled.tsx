import type { ReactElement, ReactNode } from 'react';
import styles from './ModelForm.module.css';

interface LabelledProps {
  /** Seen beside a control that bears the same words as its name. */
  readonly words: string;
  readonly children: ReactNode;
}

export function Labelled({ words, children }: LabelledProps): ReactElement {
  return (
    <div className={styles['field']}>
      <span aria-hidden="true">{words}</span>
      {children}
    </div>
  );
}
