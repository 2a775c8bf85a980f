import type { ReactElement } from 'react';
import type { CatalogueFile, DirectEntry } from '../../core/zoo/catalogue.ts';
import type { Template } from '../../core/zoo/template.ts';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { bytes } from '../../ui/format.ts';
import { ResearchMark } from './ResearchMark.tsx';
import styles from './Published.module.css';

interface DownloadDialogProps {
  readonly entry: DirectEntry;
  /** What runs it; null where this page has nothing of the kind. */
  readonly template: Template | null;
  readonly onClose: () => void;
}

/** Says what would be fetched, from where and under which licence, before anything is. */
export function DownloadDialog({ entry, template, onClose }: DownloadDialogProps): ReactElement {
  const { name, file, licence, trainedOn } = entry;
  const { address } = file;
  return (
    <Dialog title={`Download ${name}?`} onClose={onClose}>
      <Facts
        facts={[
          ['For', `Judging pictures with ${template?.name ?? name}, trained on ${trainedOn}`],
          ['Size', sizeWords(file, template)],
          [
            'Licence',
            <>
              {licence.address === null ? (
                licence.name
              ) : (
                <a href={licence.address} rel="noreferrer">
                  {licence.name}
                </a>
              )}
              {licence.researchOnly ? <ResearchMark /> : null}
            </>,
          ],
          ['From', <span className={styles['address']}>{address}</span>],
          ['SHA-256', hashWords(file)],
        ]}
      />
      {licence.researchOnly ? (
        <p>Its licence allows research and other use without gain. Download it only for that.</p>
      ) : null}
      {licence.address === null ? (
        <p>Its authors publish it without a licence, so all rights are theirs.</p>
      ) : null}
      <p className="small quiet">
        {new URL(address).hostname} learns that somebody at your address fetches the file. It gets nothing
        else: no picture, and not the address of this page.
      </p>
      <div className={styles['buttons']}>
        <Button
          look="primary"
          onPress={() => {
            onClose();
            void zoo.download(entry, false);
          }}
        >
          Download
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}

function sizeWords({ bytes: size }: CatalogueFile, template: Template | null): string {
  if (size !== null) return bytes(size);
  return template ? `not known; the weights alone are about ${bytes(template.weights.bytes)}` : 'not known';
}

const basisWords = {
  computed: 'computed by us from the file',
  reported: 'as public projects that use the file report it; we had no copy to compute it from',
} as const;

function hashWords({ sha256 }: CatalogueFile): ReactElement {
  if (sha256 === null) return <>not known; that of this download is noted, and later ones are held to it</>;
  return (
    <>
      <code className={styles['address']}>{sha256.value}</code>, {basisWords[sha256.basis]}. Another file is
      not opened.
    </>
  );
}
