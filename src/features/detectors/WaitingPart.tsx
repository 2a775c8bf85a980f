import type { ReactElement } from 'react';
import type { InPart } from '../../contracts/zoo.ts';
import { zoo } from '../../services/zoo.ts';
import type { OpenedReport } from '../../state/zoo-store.ts';
import { Button } from '../../ui/Button.tsx';
import { AddFiles } from './AddFiles.tsx';
import { memorySentence } from './memory-words.ts';
import { completionSentence, partHeading } from './part-words.ts';
import { useZoo } from './zoo.ts';
import { filesSentence } from './zoo-words.ts';
import styles from './OpenReport.module.css';

interface WaitingPartProps {
  readonly report: OpenedReport;
  readonly inPart: InPart;
}

/** A part of a network, which waits for the file of the other. */
export function WaitingPart({ report, inPart }: WaitingPartProps): ReactElement {
  const templates = useZoo((state) => state.templates) ?? [];
  const wanted = templates.find(({ id }) => id === inPart.completions[0]?.templateId);
  return (
    <>
      <h3>{partHeading(inPart)}</h3>
      <p>{completionSentence(inPart)}</p>
      <p className="small quiet">
        {filesSentence(report.files)} {wanted ? memorySentence(wanted.weights.bytes) : null}
      </p>
      <div className={styles['line']}>
        <AddFiles look="primary" words="Add its file" />
        <Button
          onPress={() => {
            zoo.dismissReport();
          }}
        >
          Close
        </Button>
      </div>
    </>
  );
}
