import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import { Button } from '../../ui/Button.tsx';
import { integer, plural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { narrowScreen, useMediaQuery } from '../../ui/use-media-query.ts';
import { forgetGridFocus } from './grid-focus.ts';
import { AuditDialog } from './AuditDialog.tsx';
import { JoinButton, JoinDialog } from './JoinTable.tsx';
import { SourceDetails } from './SourceDetails.tsx';
import { useExplore } from './use-explore.ts';
import styles from './SourceBar.module.css';

const phaseWords = {
  walk: 'Reading',
  measure: 'Looking into the files',
  table: 'Joining the table',
  map: 'Reading the paths anew',
  save: 'Saving the index',
} as const;

/** What is open, what was recognised of it, and what is being done to it. */
export function SourceBar(): ReactElement {
  const navigate = useNavigate();
  const narrow = useMediaQuery(narrowScreen);
  const source = useExplore((state) => state.source);
  const work = useExplore((state) => state.work);
  const [details, setDetails] = useState(false);
  const [auditing, setAuditing] = useState(false);
  const name = source.status === 'open' ? source.report.name : source.status === 'opening' ? source.name : '';
  return (
    <div className={styles['bar']}>
      <span className={styles['name']} title={name}>
        {name}
      </span>
      {source.status === 'opening' ? (
        <UnderWay
          words={`Reading: ${integer(source.found)} found`}
          label={`Reading ${name}`}
          fraction={null}
        />
      ) : null}
      {work ? (
        <UnderWay
          words={`${phaseWords[work.phase]}: ${integer(work.done)}${work.total > 0 ? ` of ${integer(work.total)}` : ''}`}
          label={phaseWords[work.phase]}
          fraction={work.total > 0 ? work.done / work.total : null}
        />
      ) : null}
      {source.status === 'open' ? (
        <Button
          look="quiet"
          onPress={() => {
            setAuditing(true);
          }}
        >
          Bias audit
        </Button>
      ) : null}
      {source.status === 'open' && source.report.samples > 0 && !narrow ? <JoinButton look="quiet" /> : null}
      {source.status === 'open' ? (
        <Button
          look="quiet"
          onPress={() => {
            setDetails(true);
          }}
          data-testid="source-details"
        >
          {source.report.problems.count > 0 ? plural(source.report.problems.count, 'problem') : 'About'}
        </Button>
      ) : null}
      <Button
        look="quiet"
        onPress={() => {
          explore.close();
          forgetGridFocus();
          void navigate({
            to: '/explore',
            search: ({ detector, backend, threads }) => ({ detector, backend, threads }),
          });
        }}
      >
        Close
      </Button>
      <JoinDialog />
      {auditing ? (
        <AuditDialog
          onClose={() => {
            setAuditing(false);
          }}
        />
      ) : null}
      {details && source.status === 'open' ? (
        <SourceDetails
          report={source.report}
          narrow={narrow}
          onClose={() => {
            setDetails(false);
          }}
        />
      ) : null}
    </div>
  );
}

interface UnderWayProps {
  readonly words: string;
  readonly label: string;
  readonly fraction: number | null;
}

/** Work on the source, with a way to stop it. */
function UnderWay({ words, label, fraction }: UnderWayProps): ReactElement {
  return (
    <span className={styles['work']}>
      <span className="small quiet numbers">{words}</span>
      <Progress label={label} fraction={fraction} />
      <Button
        look="quiet"
        onPress={() => {
          explore.cancel();
        }}
      >
        Stop
      </Button>
    </span>
  );
}
