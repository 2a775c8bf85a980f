import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { OpenedReport, OpenState } from '../../state/zoo-store.ts';
import { Button } from '../../ui/Button.tsx';
import { integer, percent, plural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { Select } from '../../ui/Select.tsx';
import { memorySentence } from './memory-words.ts';
import { MisfitTable } from './MisfitTable.tsx';
import { WaitingPart } from './WaitingPart.tsx';
import { useCompareSearch } from './use-compare-search.ts';
import { useZoo, zoo } from './zoo.ts';
import { filesSentence, openPhases, openSentence } from './zoo-words.ts';
import styles from './OpenReport.module.css';

/** How far opening a checkpoint is, and what came of it. */
export function OpenReport(): ReactElement {
  const opening = useZoo((state) => state.opening);
  return (
    <div aria-live="polite" data-testid="open-report" data-status={opening.status}>
      {opening.status === 'idle' ? null : (
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
          <Dismiss />
        </>
      );
    case 'opened':
      return <Opened report={opening.report} />;
    default:
      return opening satisfies never;
  }
}

function Opened({ report }: { readonly report: OpenedReport }): ReactElement {
  const { fit } = report;
  if (fit.fits) return <Recognised report={report} fit={fit} />;
  return fit.inPart ? (
    <WaitingPart report={report} inPart={fit.inPart} />
  ) : (
    <Misfitting report={report} fit={fit} />
  );
}

function Opening({ opening }: { readonly opening: Extract<Busy, { status: 'opening' }> }): ReactElement {
  const { fileName, phase, fraction } = opening;
  return (
    <div className={styles['line']}>
      <div className={styles['progress']}>
        <p className="small">
          {openPhases[phase]} of {fileName}
        </p>
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
  readonly report: OpenedReport;
  readonly fit: Exclude<OpenedReport['fit'], Fits>;
}

function Misfitting({ report, fit }: MisfittingProps): ReactElement {
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
        <Dismiss />
      </div>
    </>
  );
}
