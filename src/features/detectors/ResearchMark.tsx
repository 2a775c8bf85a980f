import type { ReactElement } from 'react';
import styles from './Models.module.css';

/** Marks a licence that allows research, or other use without gain, and nothing else. */
export function ResearchMark(): ReactElement {
  return <span className={styles['research']}>Research only</span>;
}
