import type { ReactElement } from 'react';
import type { ListTable } from '../../core/benchmark/published.ts';
import { integer } from '../../ui/format.ts';
import styles from './PublishedPage.module.css';

/** A published table of whatever its columns hold: Tables 1 and 6 to 8. */
export function PublishedList({
  table: { title, columns, rows },
}: {
  readonly table: ListTable;
}): ReactElement {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by Tab
    <div className={styles['box']} role="region" aria-label={title} tabIndex={0}>
      <table className={styles['list']}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row)}>
              {row.map((value, column) => (
                <td key={columns[column]} data-text={typeof value === 'string' ? '' : undefined}>
                  {words(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function words(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return Number.isInteger(value) && value > 100 ? integer(value) : String(value);
}
