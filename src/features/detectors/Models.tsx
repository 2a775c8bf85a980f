import { useRef, type ReactElement } from 'react';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { plural } from '../../ui/format.ts';
import { narrowScreen, useMediaQuery } from '../../ui/use-media-query.ts';
import { useInstalled, type InstalledModel } from './installed.ts';
import { Leftovers } from './Leftovers.tsx';
import { ModelCards } from './ModelCards.tsx';
import { ModelTable } from './ModelTable.tsx';
import { measuringWords } from './speed-words.ts';
import { StorageLine } from './StorageLine.tsx';
import { useMeasure } from './use-measure.ts';
import { useZoo } from './zoo.ts';
import styles from './Models.module.css';

/** What is installed: where it is from, how large and how fast it is, and whether it is kept. */
export function Models(): ReactElement {
  const models = useInstalled();
  const problem = useZoo((state) => state.problem);
  const narrow = useMediaQuery(narrowScreen);
  const heading = useRef<HTMLHeadingElement>(null);
  const List = narrow ? ModelCards : ModelTable;
  return (
    <section className={styles['section']} aria-labelledby="installed">
      <div className={styles['head']}>
        <h2 id="installed" ref={heading} tabIndex={-1}>
          Installed
        </h2>
        {models ? <MeasureAll models={models} /> : null}
      </div>
      {problem === null ? null : <p role="alert">{problem}</p>}
      {models ? (
        <List
          models={models}
          onGone={() => {
            // The button goes with its row; the keyboard goes on from the heading.
            heading.current?.focus();
          }}
        />
      ) : problem === null ? (
        <div className={styles['place']} aria-busy="true" />
      ) : null}
      <StorageLine />
      <Leftovers />
    </section>
  );
}

function MeasureAll({ models }: { readonly models: readonly InstalledModel[] }): ReactElement {
  const measuring = useZoo((state) => state.measuring);
  const measure = useMeasure();
  const ids = models
    .filter((model) => model.kind !== 'checkpoint' || model.template !== null)
    .map(({ id }) => id);
  if (measuring.status === 'idle')
    return (
      <Button
        onPress={() => {
          measure(ids);
        }}
      >
        Measure all
      </Button>
    );
  const name = models.find(({ id }) => id === measuring.id)?.name ?? measuring.id;
  return (
    <div className={styles['measuring']}>
      <span className="small quiet numbers" role="status">
        {name}: {measuringWords(measuring)}
        {measuring.left > 0 ? `, ${plural(measuring.left, 'other')} to come` : ''}
      </span>
      <Button
        onPress={() => {
          zoo.cancelMeasuring();
        }}
      >
        Cancel
      </Button>
    </div>
  );
}
