import type { ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { JoinReport } from '../../contracts/dataset-sources.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { integer } from '../../ui/format.ts';
import { forgetJoined, joinTable, useJoined } from './joined.ts';
import { failureSentence } from './source-words.ts';
import styles from './SourceDetails.module.css';

interface JoinButtonProps {
  readonly look: 'plain' | 'quiet';
  readonly onChoose?: () => void;
}

export function JoinButton({ look, onChoose }: JoinButtonProps): ReactElement {
  return (
    <FileTrigger
      acceptedFileTypes={['.csv', '.tsv', '.parquet']}
      onSelect={(list) => {
        const [table] = Array.from(list ?? []);
        if (!table) return;
        void joinTable(table);
        onChoose?.();
      }}
    >
      <Button look={look}>Join a table</Button>
    </FileTrigger>
  );
}

/** What a table said of how many samples. */
export function JoinDialog(): ReactElement | null {
  const { joined } = useJoined();
  if (joined.status === 'none') return null;
  return (
    <Dialog
      title={joined.status === 'done' ? joined.report.name : 'The table was not joined'}
      onClose={forgetJoined}
    >
      {joined.status === 'done' ? (
        <Report report={joined.report} />
      ) : (
        <p role="alert">{failureSentence(joined.failure)}</p>
      )}
      <div>
        <Button onPress={forgetJoined}>Close</Button>
      </div>
    </Dialog>
  );
}

function Report({ report }: { readonly report: JoinReport }): ReactElement {
  const { rows, matched, unmatched, strayRows, detectors, ignored } = report;
  return (
    <>
      <p>
        {matched === 0
          ? 'No path of the table ends as the path of a sample does, so nothing was changed.'
          : 'What the table says of a sample counts; what it leaves open stays as it was.'}
      </p>
      <Facts
        facts={[
          ['Samples with a row', `${integer(matched)} of ${integer(matched + unmatched)}`],
          ['Rows without a sample', `${integer(strayRows.count)} of ${integer(rows)}`],
          ['Scores of', detectors.length > 0 ? detectors.join(', ') : null],
          ['Columns left out', ignored.length > 0 ? ignored.join(', ') : null],
        ]}
      />
      {strayRows.first.length > 0 ? (
        <section>
          <h3>Rows without a sample begin with</h3>
          <ul className={`small ${styles['problems'] ?? ''}`}>
            {strayRows.first.map((path, i) => (
              <li key={i}>{path === '' ? '(no path)' : path}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
