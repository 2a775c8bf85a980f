import type { ReactElement } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { finePercent, integer } from '../../ui/format.ts';
import styles from './CardTables.module.css';

export function MeasuredTable({ card }: { readonly card: ModelCard }): ReactElement {
  return (
    // A wide table scrolls in its own box, which the keyboard must reach.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['box']} role="region" aria-label="Measured figures" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Condition</th>
            <th scope="col">Set</th>
            <th scope="col">Photographs</th>
            <th scope="col">AI</th>
            <th scope="col">AUC</th>
            <th scope="col">Photographs called AI</th>
            <th scope="col">AI called AI</th>
            <th scope="col">Inconclusive</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  );
}

export function TrainingTable({ card }: { readonly card: ModelCard }): ReactElement {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
    <div className={styles['box']} role="region" aria-label="Training data by source" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Label</th>
            <th scope="col">Pictures</th>
            <th scope="col">Licence</th>
          </tr>
        </thead>
        <tbody>
          {card.trainingData.map((row) => (
            <tr key={`${row.source} ${row.label}`}>
              <th scope="row">{row.source}</th>
              <td data-text="">{row.label === 'real' ? 'camera' : 'AI'}</td>
              <td>{integer(row.images)}</td>
              <td data-text="">{row.licence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
