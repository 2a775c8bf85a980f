import { useState, type ReactElement } from 'react';
import type { CatalogueEntry } from '../../core/zoo/catalogue.ts';
import type { Template } from '../../core/zoo/template.ts';
import { Button } from '../../ui/Button.tsx';
import { bytes } from '../../ui/format.ts';
import { DownloadDialog } from './DownloadDialog.tsx';
import { OpenReport } from './OpenReport.tsx';
import { ResearchMark } from './ResearchMark.tsx';
import { useZoo } from './zoo.ts';
import styles from './Published.module.css';

const awayWords = {
  host: (host: string) =>
    `leads to it on ${host}, which sends no files to other pages: download it there, then open the file here.`,
  parts: (host: string) =>
    `has it on ${host}. It is one of two files of its network: download both, then open them here together.`,
} as const;

interface PublishedCheckpointProps {
  readonly entry: CatalogueEntry;
  /** null: this page cannot run it. */
  readonly template: Template | null;
}

/** A published checkpoint: fetched here where its host allows that, else a link to where it can be had. */
export function PublishedCheckpoint({ entry, template }: PublishedCheckpointProps): ReactElement {
  const { id, name, trainedOn, licence, page } = entry;
  const [asking, setAsking] = useState(false);
  const here = useZoo(
    (state) => state.checkpoints?.some(({ record }) => record.origin?.entryId === id) ?? false,
  );
  const busy = useZoo(({ opening }) => opening.status === 'opening' && opening.entryId === id);
  return (
    <div className={styles['entry']} data-testid="published" data-id={id}>
      <div className={styles['line']}>
        <div className={styles['words']}>
          <p>
            <strong>{name}</strong>
            {here ? <span className="quiet">, in this browser</span> : null}
          </p>
          <p className="small quiet numbers">
            Trained on {trainedOn}. Licence: {licence.name}.
            {entry.direct && entry.file.bytes !== null ? ` ${bytes(entry.file.bytes)}.` : ''}
            {licence.researchOnly ? <ResearchMark /> : null}
          </p>
        </div>
        {entry.direct && template ? (
          <Button
            aria-label={`${here ? 'Download again' : 'Download'}: ${name}`}
            isPending={busy}
            onPress={() => {
              setAsking(true);
            }}
          >
            {here ? 'Download again' : 'Download'}
          </Button>
        ) : null}
      </div>
      {entry.direct ? null : (
        <p className="small">
          <a href={page} rel="noreferrer">
            Its official page
          </a>{' '}
          {awayWords[entry.because](entry.host)}
        </p>
      )}
      <OpenReport entryId={id} />
      {asking && entry.direct ? (
        <DownloadDialog
          entry={entry}
          template={template}
          onClose={() => {
            setAsking(false);
          }}
        />
      ) : null}
    </div>
  );
}
