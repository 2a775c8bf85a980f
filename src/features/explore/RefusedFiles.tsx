import { useState, type ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import { Button } from '../../ui/Button.tsx';
import { allowAgain } from './open-source.ts';
import { useExplore } from './use-explore.ts';
import styles from './MissingFiles.module.css';

/** The permission to read the folder was taken back while it is looked at. What is known of it stays. */
export function RefusedFiles(): ReactElement | null {
  const refused = useExplore((state) => state.refused);
  const name = useExplore(({ source }) => (source.status === 'open' ? source.report.name : 'the folder'));
  if (!refused) return null;
  return (
    <div className={styles['missing']} role="alert">
      <p className="small">
        The browser may not read {name} any more. What is known of its files stays; pictures cannot be shown.
      </p>
      <AllowAgain />
    </div>
  );
}

/** Asks the person, through the browser's own question, for what was taken back. */
export function AllowAgain(): ReactElement {
  const [declined, setDeclined] = useState(false);
  return (
    <>
      <Button
        onPress={() => {
          void allowAgain().then((allowed) => {
            setDeclined(!allowed);
            if (allowed) explore.readAgain();
          });
        }}
      >
        Allow again
      </Button>
      {declined ? (
        <p className="small" role="status">
          It was not allowed.
        </p>
      ) : null}
    </>
  );
}
