import type { ReactElement } from 'react';
import { useTitle } from '../../ui/use-title.ts';

export function PublishedPage(): ReactElement {
  useTitle('Published tables');
  return <h1>Published tables</h1>;
}
