import { useState, type ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { explore } from '../../services/explore.ts';
import { Button } from '../../ui/Button.tsx';
import { integer } from '../../ui/format.ts';
import { FolderButton } from './FolderButton.tsx';
import { KnownSets } from './KnownSets.tsx';
import { failureSentence } from './source-words.ts';
import { openFiles, openFolder, useLastFolder } from './open-source.ts';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import styles from './StartScreen.module.css';

/** Nothing is open yet: where samples may come from. */
export function StartScreen(): ReactElement {
  const { change } = useExploreSearch();
  const source = useExplore((state) => state.source);
  return (
    <div className={styles['screen']}>
      <h1>Look through a data set</h1>
      <p className="prose quiet">
        Real photographs beside generated ones, by class and generator. Files are read where they lie: nothing
        is uploaded, unpacked or changed.
      </p>
      {source.status === 'failed' ? (
        <p className={styles['problem']} role="alert">
          {failureSentence(source.failure)}
        </p>
      ) : null}
      <div className={styles['ways']}>
        <Way
          title="Built-in set"
          text="Nine photographs cut into tiles, and the same tiles through four small simulated generators. Real pictures, real traces, ready at once."
        >
          <Button
            look="primary"
            onPress={() => {
              change({ set: 'built-in' }, true);
            }}
          >
            Open the built-in set
          </Button>
        </Way>
        <Way
          title="Your folder"
          text="GenImage as it is unpacked, CNNSpot's folders, or any tree of generators and classes. It may hold millions of files."
        >
          <FolderButtons />
        </Way>
        <Way
          title="Archives and tables"
          text=".zip and .tar files are read in place; Parquet files with pictures, too. An index that you saved opens without walking again."
        >
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={['.zip', '.tar', '.parquet']}
            onSelect={(list) => {
              if (list) void openFiles(Array.from(list, (file) => ({ file, path: file.name })));
            }}
          >
            <Button>Choose files</Button>
          </FileTrigger>
        </Way>
        <Way
          title="Hugging Face"
          text="Any public data set of images, by its id. Only the rows that you look at are fetched, from huggingface.co."
        >
          <HubForm />
        </Way>
      </div>
      <KnownSets />
    </div>
  );
}

interface WayProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactElement;
}

function Way({ title, text, children }: WayProps): ReactElement {
  return (
    <section className={styles['way']}>
      <h2>{title}</h2>
      <p className="small quiet">{text}</p>
      <div className={styles['action']}>{children}</div>
    </section>
  );
}

function FolderButtons(): ReactElement {
  const last = useLastFolder();
  return (
    <>
      <FolderButton onChoose={(folder) => void openFolder(folder)} />
      {last ? (
        <Button
          look="quiet"
          onPress={() => {
            void last.ask().then((folder) => folder && openFolder(folder));
          }}
        >
          Open {last.name} again
        </Button>
      ) : null}
    </>
  );
}

const hubId = /^[\w.-]+\/[\w.-]+$/u;

function HubForm(): ReactElement {
  const { change } = useExploreSearch();
  const [id, setId] = useState('');
  const trimmed = id
    .trim()
    .replace(/^https:\/\/huggingface\.co\/datasets\//u, '')
    .replace(/\/$/u, '');
  const fits = hubId.test(trimmed);
  return (
    <form
      className={styles['hub']}
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) change({ set: `hub:${trimmed}` }, true);
      }}
    >
      <input
        className={styles['text']}
        type="text"
        aria-label="Data set id"
        placeholder="TheKernel01/Tiny-GenImage"
        autoComplete="off"
        spellCheck={false}
        value={id}
        onChange={(event) => {
          setId(event.currentTarget.value);
        }}
      />
      <Button type="submit" isDisabled={!fits}>
        Open
      </Button>
    </form>
  );
}

/** Shown until the first samples are in the grid. */
export function OpeningScreen({
  name,
  found,
}: {
  readonly name: string;
  readonly found: number;
}): ReactElement {
  return (
    <div className={styles['opening']}>
      <p role="status">
        Reading {name}
        {found > 0 ? `: ${integer(found)} found, no picture yet` : ''}
      </p>
      <Button
        onPress={() => {
          explore.cancel();
        }}
      >
        Stop
      </Button>
    </div>
  );
}
