import type { ReactElement } from 'react';
import type { FamilyReading } from '../../core/detector/family.ts';
import type { Families } from '../../core/detector/model-card.ts';
import { familyHonesty } from '../../ui/family-words.ts';
import { percent } from '../../ui/format.ts';
import styles from './FamilyTable.module.css';

interface FamilyTableProps {
  readonly reading: FamilyReading;
  readonly families: Families;
}

/** Every family with its probability, the most probable first, and how much such a name is worth. */
export function FamilyTable({ reading, families }: FamilyTableProps): ReactElement {
  const rows = families.names
    .map((family, i) => ({ ...family, probability: reading.probabilities[i] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
  return (
    <div className={styles['families']}>
      <table className={styles['table']}>
        <caption className="visually-hidden">Probability of each generator family</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Family</th>
            <th scope="col">Probability</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, examples, probability }) => (
            <tr key={id}>
              <th scope="row">
                {name}
                <span className={styles['examples']}>{examples}</span>
              </th>
              <td>
                <span className={styles['track']} aria-hidden="true">
                  <span className={styles['bar']} style={{ transform: `scaleX(${String(probability)})` }} />
                </span>
                <span className={styles['share']}>{percent(probability)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small quiet">
        A family is named from {percent(families.namedAbove)} on. {familyHonesty(families)}
      </p>
    </div>
  );
}
