import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { hasOrder } from '../../core/zoo/score.ts';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { bytes } from '../../ui/format.ts';
import { ClassOrder } from './ClassOrder.tsx';
import { HashValue } from './HashValue.tsx';
import type { InstalledModel } from './installed.ts';
import type { ModelFacts } from './model-facts.ts';
import { ResearchMark } from './ResearchMark.tsx';
import { measuringWords, speedWords } from './speed-words.ts';
import { useCompareSearch } from './use-compare-search.ts';
import { useMeasure } from './use-measure.ts';
import { judgeSentence } from './zoo-words.ts';
import { useZoo } from './zoo.ts';
import styles from './Models.module.css';

/*
 * The parts of one installed detector, for the table and for the cards of narrow screens.
 */

interface PartProps {
  readonly model: InstalledModel;
}

interface FactsProps extends PartProps {
  readonly facts: ModelFacts;
}

export function NamePart({ model }: PartProps): ReactElement {
  const { id, name, kind } = model;
  return kind === 'shipped' ? (
    <>
      <Link to="/detectors/$id" params={{ id }}>
        {name}
      </Link>{' '}
      {model.standard ? <span className={styles['mark']}>Default</span> : null}
      <span className={styles['note']}>version {model.card.version}</span>
    </>
  ) : (
    <>
      {name}
      <span className={styles['note']}>{architectureWords(model)}</span>
    </>
  );
}

function architectureWords(model: Exclude<InstalledModel, { kind: 'shipped' }>): string {
  if (model.kind === 'model') return 'ONNX model';
  return (
    model.template?.name ?? `${model.record.templateId}: this page does not ship its architecture any more`
  );
}

export function SourcePart({ facts }: FactsProps): ReactElement {
  const { from, fromAddress, licence } = facts;
  return (
    <>
      {fromAddress === null ? (
        from
      ) : (
        <a href={fromAddress} rel="noreferrer">
          {from}
        </a>
      )}
      <span className={styles['note']}>
        {licence === null ? 'Licence: as its authors say' : `Licence: ${licence.name}`}
        {licence?.researchOnly ? <ResearchMark /> : null}
      </span>
    </>
  );
}

export function TrainingPart({ model, facts }: FactsProps): ReactElement {
  const { training, paper } = facts;
  return (
    <>
      {training}
      {paper === null ? null : (
        <>
          {' '}
          <a href={paper} rel="noreferrer" aria-label={`Paper of ${model.name}`}>
            Paper
          </a>
        </>
      )}
    </>
  );
}

export function WeightsPart({ model, facts }: FactsProps): ReactElement {
  return (
    <>
      {bytes(facts.bytes)}
      <br />
      <HashValue name={model.name} sha256={facts.sha256} />
      {facts.hashNote === null ? null : <span className={styles['note']}>{facts.hashNote}</span>}
    </>
  );
}

export function SpeedPart({ model }: PartProps): ReactElement {
  const { id, name } = model;
  const speeds = useZoo((state) => state.speeds[id]);
  const measuring = useZoo((state) => state.measuring);
  const failure = useZoo((state) => state.unmeasured.get(id) ?? null);
  const measure = useMeasure();
  const now = measuring.status === 'measuring' && measuring.id === id ? measuringWords(measuring) : null;
  const runnable = model.kind !== 'checkpoint' || model.template !== null;
  return (
    <div className={styles['parts']} data-testid="speed" data-measured={speeds !== undefined}>
      {(speeds ?? []).map((speed) => {
        const { value, note } = speedWords(speed);
        return (
          <div key={speed.backend}>
            {value}
            <span className={styles['note']}>{note}</span>
          </div>
        );
      })}
      {failure === null ? null : (
        <p role="alert" className={styles['failure']}>
          {judgeSentence(name, failure)}
        </p>
      )}
      {now === null ? null : <p className="quiet">{now}</p>}
      {runnable ? (
        <Button
          look="quiet"
          aria-label={`Measure ${name}`}
          isPending={now !== null}
          onPress={() => {
            measure([id]);
          }}
        >
          Measure
        </Button>
      ) : null}
    </div>
  );
}

const keptWords: Record<ModelFacts['kept'], string> = {
  yes: 'In this browser',
  no: 'Fetched when it is used',
  'until-closed': 'Only until this page is closed: the browser has no room, or no permission, to keep it',
  unknown: '…',
};

interface KeptProps extends FactsProps {
  /** Called before the row is gone. */
  readonly onGone: () => void;
}

export function KeptPart({ model, facts, onGone }: KeptProps): ReactElement {
  const { id, name, kind } = model;
  const { droppable } = facts;
  return (
    <div className={styles['parts']}>
      <p data-testid="kept" data-kept={facts.kept}>
        {keptWords[facts.kept]}
      </p>
      {droppable === null ? null : (
        <Button
          look="quiet"
          aria-label={`Drop the copy of ${name}`}
          onPress={() => {
            void zoo.dropFiles([droppable]);
          }}
        >
          Drop the copy
        </Button>
      )}
      {kind === 'checkpoint' ? (
        <Button
          look="quiet"
          aria-label={`Delete ${name}`}
          onPress={() => {
            onGone();
            void zoo.remove(id);
          }}
        >
          Delete
        </Button>
      ) : null}
    </div>
  );
}

export function UsePart({ model }: PartProps): ReactElement | null {
  const { id } = model;
  const search = useCompareSearch(id);
  if (model.kind === 'shipped')
    return (
      <Link to="/" search={model.standard ? { detector: undefined } : { detector: id }}>
        Judge with it
      </Link>
    );
  if (model.kind === 'checkpoint' && !model.template) return null;
  return (
    <Link to="/detectors/compare" search={search}>
      Judge with it
    </Link>
  );
}

/** Which class means AI; null where there is nothing to swap. */
export function OrderPart({ model }: PartProps): ReactElement | null {
  const output = model.kind === 'checkpoint' ? model.template?.outputs[0] : undefined;
  if (model.kind !== 'checkpoint' || !output || !hasOrder(output)) return null;
  const { id, name, record } = model;
  return (
    <ClassOrder
      name={name}
      output={output}
      swapped={record.swapped}
      onSwap={() => {
        void zoo.setSwapped(id, !record.swapped);
      }}
    />
  );
}
