import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTitle } from '../ui/use-title.ts';
import styles from './Message.module.css';

export function NotFound(): ReactElement {
  useTitle('Not found');
  return (
    <div className={styles['message']}>
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or the page may have moved.</p>
      <p>
        <Link to="/">Judge a picture</Link>
      </p>
    </div>
  );
}
