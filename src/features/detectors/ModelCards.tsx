import type { ReactElement } from 'react';
import { Facts } from '../../ui/Facts.tsx';
import { modelFacts } from './model-facts.ts';
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
import type { ModelListProps } from './ModelTable.tsx';
import { useZoo } from './zoo.ts';
import styles from './Models.module.css';

/** Installed detectors on a narrow screen: a table of six columns would have to be scrolled sideways. */
export function ModelCards({ models, onGone }: ModelListProps): ReactElement {
  const storage = useZoo((state) => state.storage);
  return (
    <ul className={styles['cards']}>
      {models.map((model) => {
        const facts = modelFacts(model, storage);
        return (
          <li key={model.id}>
            <article
              className={styles['card']}
              aria-label={model.name}
              data-testid={model.kind}
              data-id={model.id}
            >
              <h3 className={styles['cardName']}>
                <NamePart model={model} />
              </h3>
              <Facts
                facts={[
                  ['From', <SourcePart key="from" model={model} facts={facts} />],
                  ['Training data', <TrainingPart key="training" model={model} facts={facts} />],
                  ['Size and SHA-256', <WeightsPart key="weights" model={model} facts={facts} />],
                  ['Speed here', <SpeedPart key="speed" model={model} />],
                  ['Kept', <KeptPart key="kept" model={model} facts={facts} onGone={onGone} />],
                ]}
              />
              <OrderPart model={model} />
              <UsePart model={model} />
            </article>
          </li>
        );
      })}
    </ul>
  );
}
