import type { ReactElement } from 'react';
import { useClassify, useClassifyService } from '../features/classify/service-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Notices.module.css';

/** Things that went wrong and were mended. The region stands in the page from the start, so that it is announced. */
export function Notices(): ReactElement {
  const { store } = useClassifyService();
  const notices = useClassify((state) => state.notices);
  return (
    <div className={styles['region']}>
      <div role="status" aria-live="polite" className={styles['list']}>
        {notices.map((notice, i) => (
          <p key={`${String(i)} ${notice}`} className={styles['notice']}>
            {notice}
          </p>
        ))}
      </div>
      {notices.length === 0 ? null : (
        <Button
          onPress={() => {
            store.setState({ notices: [] });
          }}
        >
          Dismiss
        </Button>
      )}
    </div>
  );
}
