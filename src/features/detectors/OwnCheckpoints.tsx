import { Link } from '@tanstack/react-router';
import { useMemo, useRef, type ReactElement } from 'react';
import type { OwnCheckpoint } from '../../state/zoo-store.ts';
import { Button } from '../../ui/Button.tsx';
import { bytes, plural } from '../../ui/format.ts';
import { useViewIntake, type ViewIntake } from '../../ui/view-intake.ts';
import { AddFiles, isCheckpointName } from './AddFiles.tsx';
import { OpenReport } from './OpenReport.tsx';
import { useCompareSearch } from './use-compare-search.ts';
import { useZoo, zoo } from './zoo.ts';
import styles from './OwnCheckpoints.module.css';

/** Opens checkpoints of other people's detectors, and lists those that this browser keeps. */
export function OwnCheckpoints(): ReactElement {
  const checkpoints = useZoo((state) => state.checkpoints);
  const problem = useZoo((state) => state.problem);
  const heading = useRef<HTMLHeadingElement>(null);
  useViewIntake(useDroppedCheckpoint());
  return (
    <section className={styles['section']} aria-labelledby="own-checkpoints">
      <h2 id="own-checkpoints" ref={heading} tabIndex={-1}>
        Your checkpoints
      </h2>
      <p className="prose">
        Have the weights of a published detector? Open the .pth, .pt or .safetensors file and it runs here.
        Give the files of one network together, as an image encoder and a head. Only numbers are read: code
        inside the file is never run, and nothing is uploaded.
      </p>
      <div className={styles['open']}>
        <AddFiles look="primary" words="Open a checkpoint" />
        <span className={styles['drop']}>or drop it anywhere on this page</span>
      </div>
      <OpenReport />
      {problem === null ? null : <p role="alert">{problem}</p>}
      {checkpoints === null && problem === null ? (
        <div className={styles['place']} aria-busy="true" />
      ) : checkpoints && checkpoints.length > 0 ? (
        <ul className={styles['list']}>
          {checkpoints.map((checkpoint) => (
            <li key={checkpoint.record.id}>
              <Entry
                checkpoint={checkpoint}
                onDelete={() => {
                  // The button goes with its entry; the keyboard goes on from the heading.
                  heading.current?.focus();
                  void zoo.remove(checkpoint.record.id);
                }}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className="quiet small">None yet. What you open stays in this browser until you delete it.</p>
      )}
    </section>
  );
}

function useDroppedCheckpoint(): ViewIntake {
  return useMemo(
    () => ({
      words: 'Drop a checkpoint to open it, or pictures to judge',
      take: (files) => {
        const parts = files.filter(isCheckpointName);
        if (parts.length > 0) void zoo.open(parts);
        return parts.length > 0;
      },
    }),
    [],
  );
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

interface EntryProps {
  readonly checkpoint: OwnCheckpoint;
  readonly onDelete: () => void;
}

function Entry({ checkpoint: { record, kept }, onDelete }: EntryProps): ReactElement {
  const { id, fileName, weights, parameters, openedAt } = record;
  const template = useZoo((state) => state.templates?.find((each) => each.id === record.templateId) ?? null);
  const known = useZoo((state) => state.templates !== null);
  const search = useCompareSearch(id);
  return (
    <article className={styles['entry']} data-testid="checkpoint" data-id={id} aria-label={fileName}>
      <h3 className={styles['name']}>{fileName}</h3>
      <p className="small quiet numbers">
        {template?.name ?? record.templateId}, {plural(parameters, 'parameter')}, {bytes(weights.bytes)}.
        Opened {day.format(new Date(openedAt))}. SHA-256 <code>{weights.sha256.slice(0, 12)}</code>
      </p>
      {kept ? null : (
        <p className="small">
          Only until this page is closed: the browser has no room, or no permission, to keep it.
        </p>
      )}
      {known && !template ? (
        <p className="small">This page does not ship its architecture any more.</p>
      ) : null}
      <div className={styles['actions']}>
        {template ? (
          <Link to="/detectors/compare" search={search}>
            Judge with it
          </Link>
        ) : null}
        <Button look="quiet" aria-label={`Delete ${fileName}`} onPress={onDelete}>
          Delete
        </Button>
      </div>
    </article>
  );
}
