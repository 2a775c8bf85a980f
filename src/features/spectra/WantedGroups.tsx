import { Link } from '@tanstack/react-router';
import { useStore } from 'zustand';
import type { ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import { openSet } from '../../services/sample-groups.ts';
import { Button } from '../../ui/Button.tsx';
import { plural } from '../../ui/format.ts';
import { forgetWantedGroups, useWantedGroups } from './use-address-groups.ts';
import styles from './WantedGroups.module.css';

/** Says what has to be opened before the groups of an address can be drawn. */
export function WantedGroups(): ReactElement | null {
  const wanted = useWantedGroups();
  const source = useStore(explore.store, (state) => state.source);
  if (!wanted) return null;
  const { from, groups } = wanted;
  const isOpen = source.status === 'open' && openSet() === from;
  if (isOpen || source.status === 'opening') {
    const name = source.status === 'opening' ? source.name : source.report.name;
    return (
      <p className="small quiet" role="status">
        Opening {name} for {plural(groups.length, 'group')} of this address…
      </p>
    );
  }
  const hub = from.startsWith('hub:') ? from : null;
  return (
    <div className={styles['wanted']} data-testid="wanted-groups">
      <p className="prose">
        This address has {plural(groups.length, 'group')} ({groups.map(({ name }) => name).join(', ')}) of{' '}
        {from === 'built-in' ? (
          'the built-in set'
        ) : hub ? (
          <>
            the Hugging Face data set <strong>{hub.slice('hub:'.length)}</strong>
          </>
        ) : (
          <>
            <strong>{from.slice('disk:'.length)}</strong>, which was opened from a disk
          </>
        )}
        . Open it in{' '}
        {from === 'built-in' || hub ? (
          <Link to="/explore" search={{ set: from }}>
            Explore
          </Link>
        ) : (
          <Link to="/explore">Explore</Link>
        )}
        , then come back here.
      </p>
      <Button look="quiet" onPress={forgetWantedGroups}>
        Do without
      </Button>
    </div>
  );
}
