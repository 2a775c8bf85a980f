import type { ReactElement } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { familyName } from '../../ui/family-words.ts';
import { finePercent, integer } from '../../ui/format.ts';
import { aucCell, sourceTable, type SourceCell } from './source-table.ts';
import { Figure, ScrollingTable, type Column } from './ScrollingTable.tsx';

const trainingColumns: readonly Column[] = [
  { name: 'Source', text: true },
  { name: 'Label', text: true },
  { name: 'Pictures' },
  { name: 'Licence', text: true },
];

/** All pictures together, a row a condition. Figures that no row has get no column. */
export function MeasuredTable({ card }: { readonly card: ModelCard }): ReactElement {
  const { measured } = card;
  const balanced = measured.some(({ balancedAccuracy }) => balancedAccuracy !== undefined);
  const calibrated = measured.some(({ ece }) => ece !== undefined);
  const columns: readonly Column[] = [
    { name: 'Condition', text: true },
    { name: 'Set', text: true },
    { name: 'Photographs' },
    { name: 'AI' },
    { name: 'AUC' },
    { name: 'Photographs called AI' },
    { name: 'AI called AI' },
    { name: 'Inconclusive' },
    ...(balanced ? [{ name: 'Balanced accuracy' }] : []),
    ...(calibrated ? [{ name: 'Calibration error' }] : []),
  ];
  return (
    <ScrollingTable label="Measured figures" columns={columns}>
      {measured.map((row) => (
        <tr key={`${row.set} ${row.condition}`}>
          <th scope="row">{row.condition}</th>
          <td data-text="">{row.set}</td>
          <td>{integer(row.images.real)}</td>
          <td>{integer(row.images.ai)}</td>
          <Figure {...aucCell(row.auc)} />
          <td>{finePercent(row.falsePositiveRate)}</td>
          <td>{finePercent(row.truePositiveRate)}</td>
          <td>{finePercent(row.inconclusiveRate)}</td>
          {balanced ? <td>{orDash(row.balancedAccuracy)}</td> : null}
          {calibrated ? <td>{orDash(row.ece)}</td> : null}
        </tr>
      ))}
    </ScrollingTable>
  );
}

const sourceWords = {
  generator: { label: 'Measured by generator', column: 'Generator', images: 'Pictures' },
  'real-source': { label: 'Measured by source of photographs', column: 'Source', images: 'Photographs' },
} as const;

interface SourcesTableProps {
  readonly card: ModelCard;
  readonly kind: keyof typeof sourceWords;
}

/** Each generator, or each source of photographs, by itself; null where the card holds none. */
export function SourcesTable({ card, kind }: SourcesTableProps): ReactElement | null {
  const { conditions, rows } = sourceTable(card.measuredBy ?? [], kind);
  if (rows.length === 0) return null;
  const words = sourceWords[kind];
  const columns: readonly Column[] = [
    { name: words.column, text: true },
    { name: 'In training', text: true },
    { name: words.images },
    ...conditions.map((name) => ({ name })),
  ];
  return (
    <ScrollingTable label={words.label} columns={columns}>
      {rows.map(({ source, cells }) => (
        <tr key={source.name}>
          <th scope="row">{source.name}</th>
          <td data-text="">{source.seen ? 'seen' : 'not seen'}</td>
          <td>{integer(source.images)}</td>
          {cells.map((cell: SourceCell, i) => (
            <Figure key={conditions[i]} {...cell} />
          ))}
        </tr>
      ))}
    </ScrollingTable>
  );
}

const familyColumns: readonly Column[] = [
  { name: 'Pictures of', text: true },
  { name: 'Pictures' },
  { name: 'Named rightly' },
  { name: 'Named wrongly' },
  { name: 'Unknown' },
];

/** How often the generator's family was named rightly: families of its training together, each left-out one by itself. */
export function FamiliesTable({
  families,
}: {
  readonly families: NonNullable<ModelCard['families']>;
}): ReactElement {
  const { seen, leftOut } = families.measured;
  return (
    <ScrollingTable label="How often the family was named" columns={familyColumns}>
      <tr>
        <th scope="row">Families it was trained on</th>
        <td>{integer(seen.images)}</td>
        <td>{finePercent(seen.right)}</td>
        <td>{finePercent(seen.wrong)}</td>
        <td>{finePercent(seen.unknown)}</td>
      </tr>
      {leftOut.map((row) => (
        <tr key={row.family}>
          <th scope="row">Left out of training: {familyName(row.family, families)}</th>
          <td>{integer(row.images)}</td>
          <td>–</td>
          <td>{finePercent(row.named)}</td>
          <td>{finePercent(row.unknown)}</td>
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

function orDash(share: number | undefined): string {
  return share === undefined ? '–' : finePercent(share);
}
