import type { ReactElement } from 'react';
import { loadDatasetCatalogue, type KnownDataset } from '../../services/dataset-catalogue.ts';
import { Button } from '../../ui/Button.tsx';
import { bytes, plural } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useExploreSearch } from './use-explore-search.ts';
import styles from './KnownSets.module.css';

/** Public sets that were made to compare generators; a click opens one where it lies. */
export function KnownSets(): ReactElement | null {
  const { change } = useExploreSearch();
  const sets = useLoaded(loadDatasetCatalogue);
  if (sets.status === 'loading') return null;
  if (sets.status === 'failed') return <p role="alert">{sets.message}</p>;
  return (
    <section className={styles['sets']} aria-labelledby="known-sets">
      <h2 id="known-sets">Public sets</h2>
      <p className="small quiet">
        They are read from huggingface.co, only the parts that you look at. Their licences are their authors’
        own; some allow research only.
      </p>
      <ul className={styles['list']}>
        {sets.value.map((set) => (
          <li key={set.id} className={styles['set']}>
            <div>
              <h3>
                <a href={set.address} rel="noreferrer">
                  {set.name}
                </a>
              </h3>
              <p className="small">{set.about}</p>
              <p className="small quiet numbers">{factsOf(set)}</p>
            </div>
            <Button
              aria-label={`Open ${set.name}`}
              onPress={() => {
                change({ set: `hub:${set.id}` }, true);
              }}
            >
              Open
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function factsOf({ samples, byteLength, licence }: KnownDataset): string {
  return [
    samples === null ? null : plural(samples, 'picture'),
    byteLength === null ? null : bytes(byteLength),
    licence === null ? 'no licence stated' : `licence ${licence}`,
  ]
    .filter((fact) => fact !== null)
    .join(', ');
}
