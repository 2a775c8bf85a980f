import type { ReactElement } from 'react';
import type { Misfit } from '../../core/zoo/match.ts';
import { integer } from '../../ui/format.ts';
import { ScrollingTable, type Column } from './ScrollingTable.tsx';
import styles from './MisfitTable.module.css';

const columns: readonly Column[] = [
  { name: 'Tensor', text: true },
  { name: 'Expected' },
  { name: 'In the file' },
];

interface MisfitTableProps {
  /** The first of them. */
  readonly misfits: readonly Misfit[];
  readonly count: number;
}

/** What the architecture expects against what the file holds. */
export function MisfitTable({ misfits, count }: MisfitTableProps): ReactElement {
  return (
    <div className={styles['misfits']}>
      <ScrollingTable label="Tensors that do not fit" columns={columns}>
        {misfits.map(({ name, expected, found }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{shapeWords(expected)}</td>
            <td>{shapeWords(found)}</td>
          </tr>
        ))}
      </ScrollingTable>
      {count > misfits.length ? (
        <p className="small quiet">
          The first {integer(misfits.length)} of {integer(count)}.
        </p>
      ) : null}
    </div>
  );
}

function shapeWords(shape: readonly number[] | null): string {
  if (shape === null) return 'none';
  return shape.length === 0 ? 'one number' : shape.map(String).join(' × ');
}
