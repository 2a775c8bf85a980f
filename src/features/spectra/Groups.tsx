import { useState, type ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { spectra } from '../../services/spectra.ts';
import { mostGroups, type SpectraGroup } from '../../state/spectra-store.ts';
import { Button } from '../../ui/Button.tsx';
import { integer, plural } from '../../ui/format.ts';
import { fromFileList } from '../../ui/incoming-files.ts';
import { openBuiltinSet } from './builtin-set.ts';
import { GroupLine } from './GroupLine.tsx';
import { addGroups } from './group-files.ts';
import { groupFacts } from './group-words.ts';
import { LeftOutFiles } from './LeftOutFiles.tsx';
import { AddReference, ReferenceChip } from './References.tsx';
import { SampleGroups } from './SampleGroups.tsx';
import { WantedGroups } from './WantedGroups.tsx';
import { say, useChangeSearch, useSpectra } from './spectra.ts';
import type { BesideReference } from './use-references.ts';
import { useBuiltinFromAddress } from './use-builtin.ts';
import styles from './Groups.module.css';

/** The groups as chips, and ways to add more. */
export function Groups({ references }: { readonly references: readonly BesideReference[] }): ReactElement {
  const groups = useSpectra((state) => state.groups);
  const notices = useSpectra((state) => state.notices);
  const room = mostGroups - groups.length - references.length;
  return (
    <section className={styles['groups']} aria-label="Groups of pictures">
      <ul className={styles['list']}>
        {groups.map((group, place) => (
          <li key={group.id} className={styles['chip']} data-testid="group" data-status={group.status}>
            <GroupChip group={group} place={place} />
          </li>
        ))}
        {references.map((reference, n) => (
          <li key={reference.id} className={styles['chip']} data-testid="reference">
            <ReferenceChip reference={reference} place={groups.length + n} />
          </li>
        ))}
      </ul>
      <WantedGroups />
      <AddGroups room={room} empty={groups.length === 0 && references.length === 0} />
      <SampleGroups room={room} />
      <AddReference references={references} room={room} />
      <LeftOutFiles groups={groups} />
      {notices.length > 0 ? (
        <ul className={`${styles['notices'] ?? ''} small`} role="status">
          {notices.slice(-3).map((notice, n) => (
            <li key={n}>{notice}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function GroupChip({ group, place }: { readonly group: SpectraGroup; readonly place: number }): ReactElement {
  return (
    <>
      <GroupLine place={place} className={styles['line']} />
      <input
        className={styles['name']}
        aria-label={`Name of group ${String(place + 1)}`}
        value={group.name}
        onChange={(event) => {
          spectra.rename(group.id, event.currentTarget.value);
        }}
      />
      <Button
        look="quiet"
        aria-label={`Remove ${group.name}`}
        onPress={() => {
          spectra.remove(group.id);
        }}
      >
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </Button>
      <p className={`${styles['facts'] ?? ''} small quiet numbers`}>{groupFacts(group)}</p>
    </>
  );
}

function AddGroups({ room, empty }: { readonly room: number; readonly empty: boolean }): ReactElement {
  const change = useChangeSearch();
  const [loading, setLoading] = useState<string | null>(null);
  const take = (list: FileList | null): void => {
    if (list) say(addGroups(fromFileList(list), room));
  };
  const open = async (): Promise<void> => {
    setLoading('Loading the built-in set');
    say(
      await openBuiltinSet((done, total) => {
        setLoading(`Loading the built-in set, ${integer(done)} of ${integer(total)}`);
      }),
    );
    setLoading(null);
  };
  useBuiltinFromAddress(empty, () => void open());
  const full = room < 1;
  return (
    <div className={styles['add']} data-empty={empty ? '' : undefined} data-testid="add-groups">
      {empty ? <p>Drop folders of pictures here, one for each source, or</p> : null}
      <FileTrigger acceptDirectory onSelect={take}>
        <Button look={empty ? 'primary' : 'plain'} isDisabled={full}>
          {empty ? 'Choose a folder' : 'Add a folder'}
        </Button>
      </FileTrigger>
      <FileTrigger allowsMultiple acceptedFileTypes={['image/*']} onSelect={take}>
        <Button isDisabled={full}>{empty ? 'Choose pictures' : 'Add pictures'}</Button>
      </FileTrigger>
      {empty ? (
        <Button
          isDisabled={loading !== null}
          data-testid="builtin"
          onPress={() => {
            change({ set: 'builtin' });
          }}
        >
          Try the built-in set
        </Button>
      ) : null}
      {loading === null ? null : (
        <span className="small quiet numbers" role="status">
          {loading}
        </span>
      )}
      {full ? <span className="small quiet">{plural(mostGroups, 'group')} are the most.</span> : null}
      {empty ? (
        <p className="small quiet">
          The built-in set: photographs in the public domain, and the same passed through four generators of
          our own that differ in how they enlarge.
        </p>
      ) : null}
    </div>
  );
}
