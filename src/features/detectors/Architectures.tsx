import type { ReactElement } from 'react';
import { bytes } from '../../ui/format.ts';
import { memorySentence } from './memory-words.ts';
import { partsSentence } from './part-words.ts';
import { useZoo } from './zoo.ts';
import styles from './Architectures.module.css';

/** The architectures whose checkpoints can be opened, with where they come from. */
export function Architectures(): ReactElement | null {
  const templates = useZoo((state) => state.templates);
  if (!templates) return null;
  return (
    <section className={styles['section']} aria-labelledby="architectures">
      <h2 id="architectures">Architectures this page can run</h2>
      <ul className={styles['list']}>
        {templates.map(({ id, name, summary, paper, weights }) => (
          <li key={id} className={styles['entry']}>
            <h3>
              {name} <span className="quiet small numbers">weights {bytes(weights.bytes)}</span>
            </h3>
            <p className="small">
              {[summary, partsSentence(weights.parts ?? []), memorySentence(weights.bytes)]
                .filter(Boolean)
                .join(' ')}
            </p>
            <p className="small">
              <a href={paper.address} rel="noreferrer">
                {paper.title} ({paper.year})
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
