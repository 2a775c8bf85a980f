import type { ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { IndexedSource } from '../../contracts/dataset-sources.ts';
import { requestOfSet } from '../../services/named-sets.ts';
import { Button } from '../../ui/Button.tsx';
import { FolderButton } from './FolderButton.tsx';
import { openWithFiles, useLastFolder } from './open-source.ts';
import { sourceOfFiles } from './sources.ts';
import { useExplore } from './use-explore.ts';
import styles from './MissingFiles.module.css';

/** A saved index came alone: where its pictures are, and a way to open that too. Nothing is opened unasked. */
export function MissingFiles(): ReactElement | null {
  const filesIn = useExplore(({ source }) => (source.status === 'open' ? source.report.filesIn : null));
  if (!filesIn) return null;
  return (
    <div className={styles['missing']} role="status">
      <p className="small">
        This is an index alone: facts can be seen, pictures cannot.
        {filesIn.name === '' ? '' : ` It was made of ${kindWords[filesIn.kind]} ${filesIn.name}.`}
      </p>
      <Way filesIn={filesIn} />
    </div>
  );
}

const kindWords: Readonly<Record<IndexedSource['kind'], string>> = {
  folder: 'the folder',
  files: 'the folder',
  archives: 'the archive',
  parquet: 'the Parquet file',
  hub: 'the Hugging Face data set',
  listed: 'the set',
};

function Way({ filesIn: { kind, name } }: { readonly filesIn: IndexedSource }): ReactElement {
  const last = useLastFolder();
  switch (kind) {
    case 'folder':
    case 'files':
      return (
        <>
          {last?.name === name ? (
            <Button
              onPress={() => {
                void last.ask().then((folder) => folder && openWithFiles(folder));
              }}
            >
              Open {name}
            </Button>
          ) : null}
          <FolderButton onChoose={(folder) => void openWithFiles(folder)} />
        </>
      );
    case 'archives':
    case 'parquet':
      return (
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['.zip', '.tar', '.parquet']}
          onSelect={(list) => {
            const base = sourceOfFiles(Array.from(list ?? [], (file) => ({ file, path: file.name })));
            if (base) void openWithFiles(base);
          }}
        >
          <Button>Choose its files</Button>
        </FileTrigger>
      );
    case 'hub':
      return (
        <Button onPress={() => void openWithFiles(requestOfSet(`hub:${name}`))}>
          Fetch its pictures from huggingface.co
        </Button>
      );
    case 'listed':
      return <Button onPress={() => void openWithFiles(requestOfSet('built-in'))}>Open its pictures</Button>;
    default:
      return kind satisfies never;
  }
}
