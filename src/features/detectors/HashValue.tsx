import { useEffect, useState, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import styles from './HashValue.module.css';

interface HashValueProps {
  /** Of what. */
  readonly name: string;
  readonly sha256: string;
}

/** A hash: short, whole at a press, and copied at another. */
export function HashValue({ name, sha256 }: HashValueProps): ReactElement {
  const [whole, setWhole] = useState(false);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return (
    <span className={styles['hash']}>
      <button
        type="button"
        className={styles['digits']}
        aria-expanded={whole}
        aria-label={`SHA-256 of ${name}: ${whole ? sha256 : `${sha256.slice(0, 12)} and more`}`}
        onClick={() => {
          setWhole(!whole);
        }}
      >
        <code>{whole ? sha256 : `${sha256.slice(0, 12)}…`}</code>
      </button>
      {/* Only pages served safely may use the clipboard. */}
      {isSecureContext ? (
        <Button
          look="quiet"
          aria-label={`Copy the SHA-256 of ${name}`}
          onPress={() => {
            navigator.clipboard.writeText(sha256).then(
              () => {
                setCopied(true);
              },
              () => undefined,
            );
          }}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      ) : null}
      <span role="status" className="visually-hidden">
        {copied ? 'Copied' : ''}
      </span>
    </span>
  );
}
