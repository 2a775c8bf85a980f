import type { ReactElement } from 'react';
import type { SpectraGroup } from '../../state/spectra-store.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { integer, plural } from '../../ui/format.ts';
import { leftOutSentence } from './group-words.ts';

/** Which files have no part in the spectra, and why. */
export function LeftOutFiles({ groups }: { readonly groups: readonly SpectraGroup[] }): ReactElement | null {
  const count = groups.reduce((sum, { tooSmall, unreadable }) => sum + tooSmall + unreadable, 0);
  if (count === 0) return null;
  const named = groups.flatMap(({ id, leftOut }) => leftOut.map((each) => ({ ...each, id })));
  return (
    <Disclosure title={`${plural(count, 'picture')} left out`}>
      <ul className="small" data-testid="left-out">
        {named.map(({ id, name, reason }, n) => (
          <li key={`${id} ${String(n)}`}>{leftOutSentence(name, reason)}</li>
        ))}
      </ul>
      {named.length < count ? <p className="small quiet">and {integer(count - named.length)} more.</p> : null}
    </Disclosure>
  );
}
