import type { ReactElement, ReactNode } from 'react';
import styles from './ScrollingTable.module.css';

export interface Column {
  readonly name: string;
  /** Words stand on the left, numbers on the right. */
  readonly text?: boolean;
  /** Its heading sorts by it. */
  readonly sort?: { readonly direction: 'ascending' | 'descending' | null; readonly onPress: () => void };
}

interface ScrollingTableProps {
  readonly label: string;
  /** The first column names the row. */
  readonly columns: readonly Column[];
  readonly children: ReactNode;
}

/** A wide table scrolls in its own box, which the keyboard must reach. */
export function ScrollingTable({ label, columns, children }: ScrollingTableProps): ReactElement {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by Tab
    <div className={styles['box']} role="region" aria-label={label} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {columns.map(({ name, text, sort }) => (
              <th
                key={name}
                scope="col"
                data-text={text ? '' : undefined}
                aria-sort={sort ? (sort.direction ?? 'none') : undefined}
              >
                {sort ? <SortButton name={name} sort={sort} /> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

const arrows = { ascending: '↑', descending: '↓' } as const;

function SortButton({ name, sort }: Pick<Required<Column>, 'name' | 'sort'>): ReactElement {
  return (
    <button type="button" className={styles['sort']} onClick={sort.onPress}>
      {name} <span aria-hidden="true">{sort.direction === null ? '↕' : arrows[sort.direction]}</span>
    </button>
  );
}

interface FigureProps {
  readonly value: string;
  /** In small print below the value: an interval, or a second figure. */
  readonly below: readonly string[];
}

/** A figure of a table with what belongs to it. */
export function Figure({ value, below }: FigureProps): ReactElement {
  return (
    <td>
      {value}
      {below.map((line) => (
        <small key={line}>{line}</small>
      ))}
    </td>
  );
}
