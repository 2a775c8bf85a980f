import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { zoo } from '../../services/zoo.ts';
import type { OpenedReport, OpenProblem, OpenState } from '../../state/zoo-store.ts';
import { Button } from '../../ui/Button.tsx';
import { integer, percent, plural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { Select } from '../../ui/Select.tsx';
import { memorySentence } from './memory-words.ts';
import { MisfitTable } from './MisfitTable.tsx';
import { WaitingPart } from './WaitingPart.tsx';
import { useCompareSearch } from './use-compare-search.ts';
import { useZoo } from './zoo.ts';
import { filesSentence, openingWords, openSentence } from './zoo-words.ts';
import styles from './OpenReport.module.css';

interface OpenReportProps {
  /** The entry of the catalogue that is reported on; null: files that somebody chose. */
  readonly entryId: string | null;
}

/** How far opening a checkpoint is, and what came of it. */
export function OpenReport({ entryId }: OpenReportProps): ReactElement | null {
  const opening = useZoo((state) => state.opening);
  const here = opening.status !== 'idle' && opening.entryId === entryId;
  return (
    <div
      aria-live="polite"
      {...(here || entryId === null
        ? { 'data-testid': 'open-report', 'data-status': here ? opening.status : 'idle' }
        : {})}
    >
      {!here ? null : (
        <div className={styles['report']}>
          <Body opening={opening} />
        </div>
      )}
    </div>
  );
}

type Busy = Exclude<OpenState, { status: 'idle' }>;

function Body({ opening }: { readonly opening: Busy }): ReactElement {
  const { fileName } = opening;
  switch (opening.status) {
    case 'opening':
      return <Opening opening={opening} />;
    case 'failed':
      return (
        <>
          <p role="alert">{openSentence(fileName, opening.failure)}</p>
          <div className={styles['line']}>
            <Dismiss />
            {isChanged(opening.failure) ? <TrustChange entryId={opening.entryId} /> : null}
          </div>
        </>
      );
    case 'opened':
      return <Opened opening={opening} />;
    default:
      return opening satisfies never;
  }
}

type OpenedState = Extract<Busy, { status: 'opened' }>;

function Opened({ opening }: { readonly opening: OpenedState }): ReactElement {
  const { report } = opening;
  const { fit } = report;
  if (fit.fits) return <Recognised report={report} fit={fit} />;
  return fit.inPart ? (
    <WaitingPart report={report} inPart={fit.inPart} />
  ) : (
    <Misfitting opening={opening} fit={fit} />
  );
}

function Opening({ opening }: { readonly opening: Extract<Busy, { status: 'opening' }> }): ReactElement {
  const { fileName, done, total } = opening;
  const fraction = total > 0 ? done / total : null;
  return (
    <div className={styles['line']}>
      <div className={styles['progress']}>
        <p className="small numbers">{openingWords(fileName, opening)}</p>
        <Progress
          label={`Opening ${fileName}`}
          fraction={fraction}
          {...(fraction === null ? {} : { valueText: percent(fraction) })}
        />
      </div>
      <Button
        onPress={() => {
          zoo.cancelOpening();
        }}
      >
        Cancel
      </Button>
    </div>
  );
}

function isChanged(failure: OpenProblem): boolean {
  return failure.code === 'other-file' && failure.failure.code === 'changed';
}

function TrustChange({ entryId }: { readonly entryId: string | null }): ReactElement | null {
  const entry = useZoo((state) => state.catalogue?.find(({ id }) => id === entryId) ?? null);
  if (!entry?.direct) return null;
  return (
    <Button
      onPress={() => {
        void zoo.download(entry, true);
      }}
    >
      Take the changed file
    </Button>
  );
}

function Dismiss(): ReactElement {
  return (
    <div>
      <Button
        onPress={() => {
          zoo.dismissReport();
        }}
      >
        Close
      </Button>
    </div>
  );
}

type Fits = Extract<OpenedReport['fit'], { fits: true }>;

function Recognised({ report, fit }: { readonly report: OpenedReport; readonly fit: Fits }): ReactElement {
  const { record, prefix, unused } = fit;
  const name = useZoo((state) => state.templates?.find(({ id }) => id === record.templateId)?.name ?? null);
  const search = useCompareSearch(record.id);
  const notes = [
    filesSentence(report.files),
    prefix === '' ? '' : `Its names begin with ‘${prefix}’, which was left out.`,
    memorySentence(record.weights.bytes),
    unused === 0 ? '' : `${plural(unused, 'tensor')} in it ${unused === 1 ? 'is' : 'are'} not needed.`,
  ];
  return (
    <>
      <h3>
        Recognised: {name ?? record.templateId}, {plural(record.tensors, 'tensor')},{' '}
        {plural(record.parameters, 'parameter')}
      </h3>
      <p className="small quiet">{notes.filter((note) => note !== '').join(' ')}</p>
      <div className={styles['line']}>
        <Link to="/detectors/compare" search={search}>
          Judge a picture with it
        </Link>
        <Dismiss />
      </div>
    </>
  );
}

interface MisfittingProps {
  readonly opening: OpenedState;
  readonly fit: Exclude<OpenedReport['fit'], Fits>;
}

function Misfitting({ opening, fit }: MisfittingProps): ReactElement {
  const { report, entryId } = opening;
  const templates = useZoo((state) => state.templates) ?? [];
  const name = templates.find(({ id }) => id === fit.templateId)?.name;
  const holds = `${filesSentence(report.files)} ${report.files.length === 1 ? 'It has' : 'Together they have'} ${plural(report.tensors, 'tensor')} and ${plural(report.parameters, 'parameter')}.`;
  return (
    <>
      <h3>{name === undefined ? 'No architecture here is like it' : `It does not fit ${name}`}</h3>
      <p className="small">
        {holds}{' '}
        {name === undefined
          ? `Less than half of any architecture is found in ${report.files.length === 1 ? 'it' : 'them'}.`
          : `${integer(fit.misfitCount)} of its names or shapes differ from ${name}. Nothing was kept.`}
      </p>
      {fit.misfitCount > 0 ? <MisfitTable misfits={fit.misfits} count={fit.misfitCount} /> : null}
      <div className={styles['line']}>
        {/* A downloaded file is not at hand any more, and its architecture is known. */}
        {entryId === null ? (
          <div className={styles['choice']}>
            <span aria-hidden="true">Read it as</span>
            <Select
              framed
              label="Read it as another architecture"
              testId="architecture"
              placeholder="Choose an architecture"
              value={fit.templateId ?? ''}
              options={templates.map(({ id, name: each, paper }) => ({
                key: id,
                name: each,
                note: String(paper.year),
              }))}
              onChange={(id) => void zoo.openAs(id)}
            />
          </div>
        ) : null}
        <Dismiss />
      </div>
    </>
  );
}
