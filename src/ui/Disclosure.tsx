import type { ReactElement, ReactNode } from 'react';
import styles from './Disclosure.module.css';

interface DisclosureProps {
  readonly title: string;
  /** A few words beside the title that make opening unnecessary for many. */
  readonly aside?: ReactNode;
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A section that opens. The browser's own element: it works with find-in-page and without our help. */
export function Disclosure({ title, aside, open, onToggle, children }: DisclosureProps): ReactElement {
  return (
    <details
      className={styles['details']}
      open={open}
      onToggle={(event) => {
        onToggle?.(event.currentTarget.open);
      }}
    >
      <summary className={styles['summary']}>
        <span className={styles['title']}>{title}</span>
        {aside === undefined ? null : <span className={styles['aside']}>{aside}</span>}
      </summary>
      <div className={styles['content']}>{children}</div>
    </details>
  );
}
