import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import { useTitle } from '../ui/use-title.ts';
import styles from './Message.module.css';
import { messageOf } from '../core/error-message.ts';

export function RouteError({ error, reset }: ErrorComponentProps): ReactElement {
  const router = useRouter();
  useTitle('Something went wrong');
  return (
    <div className={styles['message']} role="alert">
      <h1>This view could not be shown</h1>
      <p>
        The pictures on the list are still there. If the page was updated a moment ago, loading it again
        helps.
      </p>
      <p className="quiet small">{messageOf(error)}</p>
      <div className={styles['actions']}>
        <Button
          look="primary"
          onPress={() => {
            reset();
            void router.invalidate();
          }}
        >
          Try again
        </Button>
        <Button
          onPress={() => {
            location.reload();
          }}
        >
          Load the page again
        </Button>
      </div>
    </div>
  );
}
