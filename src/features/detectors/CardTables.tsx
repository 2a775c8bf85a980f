import type { ReactElement, ReactNode } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { finePercent, integer } from '../../ui/format.ts';
import styles from './CardTables.module.css';

const measuredColumns = [
  'Condition',
  'Set',
  'Photographs',
  'AI',
  'AUC',
  'Photographs called AI',
  'AI called AI',
  'Inconclusive',
];

const trainingColumns = ['Source', 'Label', 'Pictures', 'Licence'];

export function MeasuredTable({ card }: { readonly card: ModelCard }): ReactElement {
  return (
    <ScrollingTable label="Measured figures" columns={measuredColumns}>
      {card.measured.map((row) => (
        <tr key={`${row.set} ${row.condition}`}>
          <th scope="row">{row.condition}</th>
          <td data-text="">{row.set}</td>
          <td>{integer(row.images.real)}</td>
          <td>{integer(row.images.ai)}</td>
          <td>
            {row.auc.value.toFixed(3)}
            <small>
              {row.auc.low.toFixed(3)}–{row.auc.high.toFixed(3)}
            </small>
          </td>
          <td>{finePercent(row.falsePositiveRate)}</td>
          <td>{finePercent(row.truePositiveRate)}</td>
          <td>{finePercent(row.inconclusiveRate)}</td>
        </tr>
      ))}
    </ScrollingTable>
  );
}

export function TrainingTable({ card }: { readonly card: ModelCard }): ReactElement {
  return (
    <ScrollingTable label="Training data by source" columns={trainingColumns}>
      {card.trainingData.map((row) => (
        <tr key={`${row.source} ${row.label}`}>
          <th scope="row">{row.source}</th>
          <td data-text="">{row.label === 'real' ? 'camera' : 'AI'}</td>
          <td>{integer(row.images)}</td>
          <td data-text="">{row.licence}</td>
        </tr>
      ))}
    </ScrollingTable>
  );
}

interface ScrollingTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
}

/** A wide table scrolls in its own box, which the keyboard must reach. */
function ScrollingTable({ label, columns, children }: ScrollingTableProps): ReactElement {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by Tab
    <div className={styles['box']} role="region" aria-label={label} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
