import { Link } from '@tanstack/react-router';
import { useRef, type ReactElement } from 'react';
import { modelBytes } from '../../core/onnx/record.ts';
import { zoo } from '../../services/zoo.ts';
import type { OwnModel } from '../../state/model-state.ts';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { bytes, plural } from '../../ui/format.ts';
import { AddModel } from './AddModel.tsx';
import { ModelProgressReport } from './ModelProgressReport.tsx';
import { answerSentence, originWords } from './model-words.ts';
import { preprocessingSentence } from './preprocessing-words.ts';
import { useCompareSearch } from './use-compare-search.ts';
import { useZoo } from './zoo.ts';
import styles from './OwnModels.module.css';

/** Opens ONNX models of other people's detectors, and lists those that this browser keeps. */
export function OwnModels(): ReactElement {
  const models = useZoo((state) => state.models);
  const problem = useZoo((state) => state.problem);
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section className={styles['section']} aria-labelledby="own-models">
      <h2 id="own-models" ref={heading} tabIndex={-1}>
        Your ONNX models
      </h2>
      <p className="prose">
        A detector of any architecture runs here as an ONNX file. Give its files together, the folder of a
        Hugging Face model, or its address there.
      </p>
      <AddModel />
      <ModelProgressReport />
      {models === null && problem === null ? <div className={styles['place']} aria-busy="true" /> : null}
      {models && models.length > 0 ? (
        <ul className={styles['list']}>
          {models.map((model) => (
            <li key={model.record.id}>
              <Entry
                model={model}
                onDelete={() => {
                  // The button goes with its entry; the keyboard goes on from the heading.
                  heading.current?.focus();
                  void zoo.remove(model.record.id);
                }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {models?.length === 0 ? (
        <p className="quiet small">None yet. What you open stays in this browser until you delete it.</p>
      ) : null}
    </section>
  );
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

interface EntryProps {
  readonly model: OwnModel;
  readonly onDelete: () => void;
}

function Entry({ model: { record, kept }, onDelete }: EntryProps): ReactElement {
  const { id, name, parameters, origin, settings, openedAt, files } = record;
  const search = useCompareSearch(id);
  const { preprocessing, preprocessingFrom, answer } = settings;
  return (
    <article className={styles['entry']} data-testid="own-model" data-id={id} aria-label={name}>
      <h3 className={styles['name']}>{name}</h3>
      <p className="small quiet numbers">
        {plural(parameters, 'parameter')}, {bytes(modelBytes(record))}. {originWords(origin)}. Opened{' '}
        {day.format(new Date(openedAt))}. SHA-256 <code>{files[0]?.sha256.slice(0, 12)}</code>
      </p>
      <Facts
        facts={[
          ['Preprocessing', `${preprocessingSentence(preprocessing)} ${statedBy(preprocessingFrom)}`],
          ['Answer', answerSentence(answer)],
        ]}
      />
      {kept ? null : (
        <p className="small">
          Only until this page is closed: the browser has no room, or no permission, to keep it.
        </p>
      )}
      <div className={styles['actions']}>
        <Link to="/detectors/compare" search={search}>
          Judge with it
        </Link>
        <Button look="quiet" aria-label={`Delete ${name}`} onPress={onDelete}>
          Delete
        </Button>
      </div>
    </article>
  );
}

function statedBy(file: string | null): string {
  return file === null ? 'Stated by you.' : `Stated by ${file}.`;
}
