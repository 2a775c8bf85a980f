import { useState, type ReactElement } from 'react';
import type { SpeedLog } from '../../core/detector/speed.ts';
import type { InstalledModel } from './installed.ts';
import { modelFacts, type ModelFacts } from './model-facts.ts';
import {
  KeptPart,
  NamePart,
  OrderPart,
  SourcePart,
  SpeedPart,
  TrainingPart,
  UsePart,
  WeightsPart,
} from './model-cells.tsx';
import { ScrollingTable, type Column } from './ScrollingTable.tsx';
import { fastestMs } from './speed-words.ts';
import { useZoo } from './zoo.ts';
import styles from './Models.module.css';

export interface ModelListProps {
  readonly models: readonly InstalledModel[];
  /** Called before a row is gone. */
  readonly onGone: () => void;
}

interface Row {
  readonly model: InstalledModel;
  readonly facts: ModelFacts;
}

type SortKey = 'name' | 'size' | 'speed';

interface Sorting {
  readonly key: SortKey;
  readonly direction: 'ascending' | 'descending';
}

const compare: Record<SortKey, (a: Row, b: Row, speeds: SpeedLog) => number> = {
  name: (a, b) => a.model.name.localeCompare(b.model.name),
  size: (a, b) => a.facts.bytes - b.facts.bytes,
  speed: (a, b, speeds) => order(fastestMs(speeds[a.model.id]), fastestMs(speeds[b.model.id])),
};

/** What was not measured comes last; Infinity - Infinity would be no number. */
function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Installed detectors on a wide screen. */
export function ModelTable({ models, onGone }: ModelListProps): ReactElement {
  const storage = useZoo((state) => state.storage);
  const speeds = useZoo((state) => state.speeds);
  // null: as they come, those of this page first.
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const rows = models.map((model): Row => ({ model, facts: modelFacts(model, storage) }));
  const sorted = sorting ? [...rows].sort((a, b) => compare[sorting.key](a, b, speeds)) : rows;
  if (sorting?.direction === 'descending') sorted.reverse();
  const by = (key: SortKey): NonNullable<Column['sort']> => ({
    direction: sorting?.key === key ? sorting.direction : null,
    onPress: () => {
      setSorting(next(sorting, key));
    },
  });
  const columns: readonly Column[] = [
    { name: 'Detector', text: true, sort: by('name') },
    { name: 'From', text: true },
    { name: 'Training data', text: true },
    { name: 'Size and SHA-256', text: true, sort: by('size') },
    { name: 'Speed here', text: true, sort: by('speed') },
    { name: 'Kept', text: true },
  ];
  return (
    <ScrollingTable label="Installed detectors" columns={columns}>
      {sorted.map(({ model, facts }) => (
        <tr key={model.id} data-testid={model.kind} data-id={model.id}>
          <th scope="row" className={styles['nameCell']}>
            <NamePart model={model} />
            <UsePart model={model} />
          </th>
          <td data-text="">
            <SourcePart model={model} facts={facts} />
          </td>
          <td data-text="" className={styles['trainingCell']}>
            <TrainingPart model={model} facts={facts} />
            <OrderPart model={model} />
          </td>
          <td data-text="" className={styles['figureCell']}>
            <WeightsPart model={model} facts={facts} />
          </td>
          <td data-text="" className={styles['figureCell']}>
            <SpeedPart model={model} />
          </td>
          <td data-text="">
            <KeptPart model={model} facts={facts} onGone={onGone} />
          </td>
        </tr>
      ))}
    </ScrollingTable>
  );
}

/** Up, down, then as they come. */
function next(sorting: Sorting | null, key: SortKey): Sorting | null {
  if (sorting?.key !== key) return { key, direction: 'ascending' };
  return sorting.direction === 'ascending' ? { key, direction: 'descending' } : null;
}
