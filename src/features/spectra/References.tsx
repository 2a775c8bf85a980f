import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { referenceKinds, type RecipePart } from '../../core/spectrum/reference.ts';
import { Button } from '../../ui/Button.tsx';
import { plural } from '../../ui/format.ts';
import { GroupLine } from './GroupLine.tsx';
import { kindWords } from './reference-words.ts';
import { besideOf } from './search.ts';
import { useChangeSearch, useSpectraSearch } from './spectra.ts';
import { useReferenceIndex, type BesideReference } from './use-references.ts';
import field from './Field.module.css';
import styles from './Groups.module.css';
import bar from './SampleGroups.module.css';

/** Puts a spectrum that was measured of a known source beside the groups. */
export function AddReference({
  references,
  room,
}: {
  readonly references: readonly BesideReference[];
  readonly room: number;
}): ReactElement {
  const index = useReferenceIndex();
  const search = useSpectraSearch();
  const change = useChangeSearch();
  const beside = besideOf(search);
  return (
    <div className={bar['bar']}>
      {index.status === 'ready' ? (
        <select
          className={`${field['select'] ?? ''} ${bar['select'] ?? ''}`}
          aria-label="Put a reference spectrum beside the groups"
          disabled={room < 1}
          value=""
          onChange={(event) => {
            change({ beside: [...beside, event.currentTarget.value].join(',') });
          }}
        >
          <option value="">Add a reference spectrum…</option>
          {referenceKinds.map((kind) => (
            <optgroup key={kind} label={kindWords[kind]}>
              {index.value.references
                .filter((entry) => entry.kind === kind && !references.some(({ id }) => id === entry.id))
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      ) : null}
      <Link to="/spectra/reference" className="small">
        Reference spectra
      </Link>
    </div>
  );
}

export function ReferenceChip({
  reference,
  place,
}: {
  readonly reference: BesideReference;
  readonly place: number;
}): ReactElement {
  const search = useSpectraSearch();
  const change = useChangeSearch();
  const { id, name } = reference;
  return (
    <>
      <GroupLine place={place} className={styles['line']} />
      <span className={styles['fixed']}>{name}</span>
      <Button
        look="quiet"
        aria-label={`Remove ${name}`}
        onPress={() => {
          const left = besideOf(search).filter((each) => each !== id);
          change({ beside: left.length > 0 ? left.join(',') : undefined });
        }}
      >
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </Button>
      <p className={`${styles['facts'] ?? ''} small quiet numbers`}>{factsOf(reference)}</p>
    </>
  );
}

function factsOf({ state, caveat }: BesideReference): string {
  switch (state.status) {
    case 'loading':
      return 'Reference spectrum, loading';
    case 'failed':
      return `Reference spectrum, not here: ${state.message}`;
    case 'differs':
      return `Not comparable: it was measured by another recipe (${state.parts.map((part) => partNames[part]).join(', ')}).`;
    case 'ready':
      return `Reference spectrum of ${plural(state.picture.images, 'picture')}. ${caveat}`;
    default:
      return state satisfies never;
  }
}

/** As the fields of the recipe are called. */
const partNames: Record<RecipePart, string> = {
  average: 'average',
  channel: 'channel',
  residual: 'residual',
  subtraction: 'subtraction',
  window: 'window',
  highPass: 'high-pass',
  crop: 'crop',
  sizePx: 'crop size',
};
