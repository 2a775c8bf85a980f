import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { integer } from '../../ui/format.ts';
import styles from './Facets.module.css';
import { foldersAbove, foldersBelow, foldersMatching, type FolderChoice } from './folder-tree.ts';
import { MoreChoices } from './MoreChoices.tsx';

interface FolderFacetProps {
  readonly folders: readonly string[];
  /** One a folder; those of samples that pass all other filters. */
  readonly counts: Uint32Array;
  /** Samples in it and below are shown; '' for all. */
  readonly at: string;
  readonly onChange: (folder: string) => void;
}

const shownAtFirst = 12;
const shownFound = 50;

/** The tree of folders, a level at a time: each step down narrows the view to what lies there. */
export function FolderFacet({ folders, counts, at, onChange }: FolderFacetProps): ReactElement | null {
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const here = useRef<HTMLLIElement>(null);
  const moved = useRef(false);
  const searchable = folders.length > shownAtFirst;
  const found = useMemo(
    () => (text === '' ? foldersBelow(folders, counts, at) : foldersMatching(folders, counts, text)),
    [folders, counts, at, text],
  );
  useEffect(() => {
    // What was pressed is gone: the keyboard goes on where one is now.
    if (moved.current) here.current?.focus();
    moved.current = false;
  }, [at]);
  if (folders.length < 2 && at === '') return null;
  const go = (folder: string) => {
    moved.current = true;
    setText('');
    setAll(false);
    onChange(folder);
  };
  const shown = found.filter(({ count }) => text !== '' || count > 0);
  const limit = text === '' && !all ? shownAtFirst : shownFound;
  return (
    <fieldset className={styles['facet']}>
      <legend>Folder</legend>
      {searchable ? (
        <input
          className={styles['search']}
          type="search"
          aria-label="Find: Folder"
          placeholder="Find a folder"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
      ) : null}
      {at === '' ? null : (
        <ol className={styles['crumbs']} aria-label="Chosen folder">
          <li>
            <FolderButton name="All folders" path="" onGo={go} />
          </li>
          {foldersAbove(at).map((path) => (
            <li key={path}>
              <FolderButton name={lastOf(path)} path={path} onGo={go} />
            </li>
          ))}
          <li ref={here} tabIndex={-1} aria-current="true" title={at}>
            <strong>{lastOf(at)}</strong>
          </li>
        </ol>
      )}
      <ul className={styles['choices']}>
        {shown.slice(0, limit).map((choice) => (
          <li key={choice.path}>
            <FolderRow choice={choice} onGo={go} />
          </li>
        ))}
      </ul>
      <MoreChoices
        left={shown.length - limit}
        onMore={
          limit === shownAtFirst
            ? () => {
                setAll(true);
              }
            : null
        }
      />
      {shown.length === 0 && (text !== '' || at === '') ? (
        <p className="small quiet">{text === '' ? 'None in this view' : 'No folder is called so'}</p>
      ) : null}
    </fieldset>
  );
}

function FolderButton({
  name,
  path,
  onGo,
}: {
  readonly name: string;
  readonly path: string;
  readonly onGo: (path: string) => void;
}): ReactElement {
  return (
    <button
      type="button"
      className={styles['crumb']}
      title={path}
      onClick={() => {
        onGo(path);
      }}
    >
      {name}
    </button>
  );
}

function FolderRow({
  choice: { path, name, count },
  onGo,
}: {
  readonly choice: FolderChoice;
  readonly onGo: (path: string) => void;
}): ReactElement {
  return (
    <button
      type="button"
      className={styles['folder']}
      title={path}
      onClick={() => {
        onGo(path);
      }}
    >
      <span className={styles['choiceName']}>
        <bdi>{name}</bdi>
      </span>
      <span className="small quiet numbers">{integer(count)}</span>
    </button>
  );
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
