import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { partings, type Part } from '../../core/dataset/parts.ts';
import type { SampleGroup } from '../../core/dataset/sample-group.ts';
import { explore } from '../../services/explore.ts';
import { addSampleGroup, addSamples } from '../../services/sample-groups.ts';
import { Button } from '../../ui/Button.tsx';
import { integer } from '../../ui/format.ts';
import { generatorParts, partingWords, partWords } from './part-words.ts';
import { say } from './spectra.ts';
import { useOpenSource, type OpenSource } from './use-parts.ts';
import field from './Field.module.css';
import styles from './SampleGroups.module.css';

/** Groups of the data set that is open in explore. Their pictures are read when they are drawn, no others. */
export function SampleGroups({ room }: { readonly room: number }): ReactElement {
  const source = useOpenSource();
  if (!source) {
    return (
      <p className="small quiet">
        A data set that is open in <Link to="/explore">Explore</Link> can be parted here by generator, class
        or label.
      </p>
    );
  }
  const makers = generatorParts(source.parts);
  return (
    <div className={styles['bar']} role="group" aria-label={`Groups from ${source.name}`}>
      <span className="small">
        From <Link to="/explore">{source.name}</Link>,{' '}
        <span className="numbers">
          {integer(source.shown)} {source.filtered ? 'shown' : 'pictures'}
        </span>
      </span>
      {makers.length > 1 ? (
        <Button
          isDisabled={room < 1}
          onPress={() => {
            void addMakers(source, makers, room);
          }}
        >
          One group a generator
        </Button>
      ) : null}
      <PartSelect source={source} isDisabled={room < 1} />
    </div>
  );
}

function PartSelect({
  source,
  isDisabled,
}: {
  readonly source: OpenSource;
  readonly isDisabled: boolean;
}): ReactElement {
  const { parts, names, shown, selected, filtered } = source;
  return (
    <select
      className={`${field['select'] ?? ''} ${styles['select'] ?? ''}`}
      aria-label={`Add a group from ${source.name}`}
      disabled={isDisabled}
      value=""
      onChange={(event) => {
        void addChosen(source, event.currentTarget.value);
      }}
    >
      <option value="">Add a group…</option>
      <option value="all">
        {filtered ? 'All shown' : 'All'} ({integer(shown)})
      </option>
      {selected > 0 ? <option value="selection">The selection ({integer(selected)})</option> : null}
      {partings.map((by) => {
        const own = parts.filter((part) => part.by === by);
        return own.length > 1 ? (
          <optgroup key={by} label={partingWords[by]}>
            {own.map((part) => (
              <option key={part.bin} value={`${by} ${String(part.bin)}`}>
                {partWords(part, names)} ({integer(part.count)})
              </option>
            ))}
          </optgroup>
        ) : null;
      })}
    </select>
  );
}

async function addChosen(source: OpenSource, key: string): Promise<void> {
  const part = source.parts.find(({ by, bin }) => key === `${by} ${String(bin)}`);
  if (part) await addPart(source, part);
  // In ascending order, so that how explore sorts does not change which pictures the seed draws.
  else if (key === 'all') addSamples(source.name, (await explore.ids()).sort(), shownGroup(null));
  else if (key === 'selection')
    await addSampleGroup(`Selection of ${source.name}`, { kind: 'ids', ids: explore.selection.ids() });
}

async function addPart({ names }: OpenSource, part: Part): Promise<void> {
  const { by, bin } = part;
  addSamples(partWords(part, names), await explore.idsOfPart(by, bin), shownGroup({ by, bin }));
}

/** What explore shows, or a part of it, as an address says it; null for a matched subset. */
function shownGroup(part: Pick<Part, 'by' | 'bin'> | null): SampleGroup | null {
  const { view, matched } = explore.store.getState();
  return view && matched?.status !== 'shown' ? { kind: 'passing', part, filter: view.filter } : null;
}

async function addMakers(source: OpenSource, makers: readonly Part[], room: number): Promise<void> {
  for (const maker of makers.slice(0, room)) await addPart(source, maker);
  const left = makers.slice(room);
  if (left.length > 0) {
    const names = left.map((maker) => partWords(maker, source.names)).join(', ');
    say(`There was no room for ${names}. Remove a group to add one of them.`);
  }
}
