import type { ReactElement } from 'react';
import type { CatalogueEntry } from '../../core/zoo/catalogue.ts';
import type { Template } from '../../core/zoo/template.ts';
import { bytes } from '../../ui/format.ts';
import { PublishedCheckpoint } from './PublishedCheckpoint.tsx';
import { memorySentence } from './memory-words.ts';
import { partsSentence } from './part-words.ts';
import { useZoo } from './zoo.ts';
import styles from './Architectures.module.css';

/** The architectures whose checkpoints can be opened, with where they come from and where checkpoints can be had. */
export function Architectures(): ReactElement | null {
  const templates = useZoo((state) => state.templates);
  const catalogue = useZoo((state) => state.catalogue);
  if (!templates) return null;
  const entries = catalogue ?? [];
  const others = entries.filter(({ architecture }) => !templates.some(({ id }) => id === architecture));
  return (
    <section className={styles['section']} aria-labelledby="architectures">
      <h2 id="architectures">Architectures this page can run</h2>
      <p className="prose">
        Published checkpoints are fetched from where their authors keep them, after you are asked, and only
        then.
      </p>
      <ul className={styles['list']}>
        {templates.map((template) => (
          <li key={template.id} className={styles['entry']}>
            <Architecture
              template={template}
              entries={entries.filter(({ architecture }) => architecture === template.id)}
              listed={catalogue !== null}
            />
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <>
          <h3>Published, and not run here yet</h3>
          {others.map((entry) => (
            <PublishedCheckpoint key={entry.id} entry={entry} template={null} />
          ))}
        </>
      ) : null}
    </section>
  );
}

interface ArchitectureProps {
  readonly template: Template;
  readonly entries: readonly CatalogueEntry[];
  /** Whether the catalogue is here. */
  readonly listed: boolean;
}

function Architecture({ template, entries, listed }: ArchitectureProps): ReactElement {
  const { name, summary, paper, weights } = template;
  return (
    <>
      <h3>
        {name} <span className="quiet small numbers">weights {bytes(weights.bytes)}</span>
      </h3>
      <p className="small">
        {[summary, partsSentence(weights.parts ?? []), memorySentence(weights.bytes)]
          .filter(Boolean)
          .join(' ')}{' '}
        <a href={paper.address} rel="noreferrer">
          {paper.title} ({paper.year})
        </a>
      </p>
      {entries.map((entry) => (
        <PublishedCheckpoint key={entry.id} entry={entry} template={template} />
      ))}
      {listed && entries.length === 0 ? (
        <p className="small quiet">No checkpoint of its authors is known to be public.</p>
      ) : null}
    </>
  );
}
