import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { zoo } from '../../services/zoo.ts';
import type { AddModelState } from '../../state/model-state.ts';
import { Button } from '../../ui/Button.tsx';
import { percent } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { AskDownload } from './AskDownload.tsx';
import { ModelForm } from './ModelForm.tsx';
import { modelPhases, modelProblemSentence } from './model-words.ts';
import { useCompareSearch } from './use-compare-search.ts';
import { useZoo } from './zoo.ts';
import styles from './OpenReport.module.css';

/** How far opening a model is, what is asked of the person, and what came of it. */
export function ModelProgressReport(): ReactElement {
  const adding = useZoo((state) => state.adding);
  return (
    <div aria-live="polite" data-testid="model-report" data-status={adding.status}>
      {adding.status === 'idle' ? null : (
        <div className={styles['report']}>
          <Body adding={adding} />
        </div>
      )}
    </div>
  );
}

type Busy = Exclude<AddModelState, { status: 'idle' }>;

function Body({ adding }: { readonly adding: Busy }): ReactElement {
  switch (adding.status) {
    case 'working':
      return <Working adding={adding} />;
    case 'asking':
      return <AskDownload address={adding.address} listing={adding.listing} />;
    case 'described':
      // Another graph starts the form anew.
      return <ModelForm key={adding.report.graphPath} report={adding.report} />;
    case 'kept':
      return <Kept id={adding.record.id} name={adding.record.name} />;
    case 'failed':
      return (
        <>
          <p role="alert">{modelProblemSentence(adding.name, adding.problem)}</p>
          <Dismiss />
        </>
      );
    default:
      return adding satisfies never;
  }
}

function Working({ adding }: { readonly adding: Extract<Busy, { status: 'working' }> }): ReactElement {
  const { name, phase, fraction } = adding;
  return (
    <div className={styles['line']}>
      <div className={styles['progress']}>
        <p className="small">
          {modelPhases[phase]} {name}
        </p>
        <Progress
          label={`Opening ${name}`}
          fraction={fraction}
          {...(fraction === null ? {} : { valueText: percent(fraction) })}
        />
      </div>
      <Dismiss words="Cancel" />
    </div>
  );
}

function Kept({ id, name }: { readonly id: string; readonly name: string }): ReactElement {
  const search = useCompareSearch(id);
  return (
    <div className={styles['line']}>
      <p>
        <strong>{name} is ready.</strong>{' '}
        <Link to="/detectors/compare" search={search}>
          Judge a picture with it
        </Link>
      </p>
      <Dismiss />
    </div>
  );
}

function Dismiss({ words = 'Close' }: { readonly words?: string }): ReactElement {
  return (
    <Button
      onPress={() => {
        zoo.models.dismiss();
      }}
    >
      {words}
    </Button>
  );
}
