import type { ReactElement } from 'react';
import styles from './Progress.module.css';

interface ProgressProps {
  readonly label: string;
  /** 0..1; null where the end is not known. */
  readonly fraction: number | null;
  readonly valueText?: string;
}

export function Progress({ label, fraction, valueText }: ProgressProps): ReactElement {
  const value = fraction === null ? {} : { 'aria-valuenow': Math.round(fraction * 100) };
  return (
    <div
      className={styles['track']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...value}
      {...(valueText === undefined ? {} : { 'aria-valuetext': valueText })}
    >
      <div
        className={fraction === null ? styles['unknown'] : styles['bar']}
        style={fraction === null ? undefined : { transform: `scaleX(${String(fraction)})` }}
      />
    </div>
  );
}
