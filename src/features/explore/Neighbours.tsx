import { useCallback, type ReactElement } from 'react';
import type { SampleRow } from '../../contracts/dataset.ts';
import { unknownClass } from '../../core/dataset/sample-batch.ts';
import { explore } from '../../services/explore.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { captionOf, classWord, type SourceNames } from './sample-words.ts';
import { Thumbnail } from './Tile.tsx';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import styles from './Neighbours.module.css';

interface NeighboursProps {
  readonly row: SampleRow;
  readonly names: SourceNames;
}

const sidePx = 76;

/** The same class as others made it, real first. */
export function Neighbours({ row, names }: NeighboursProps): ReactElement | null {
  const { change } = useExploreSearch();
  const revision = useExplore((state) => state.view?.revision ?? -1);
  const found = useLoaded(useCallback(() => explore.neighbours(row, revision), [row, revision]));
  if (row.classIndex === unknownClass || found.status !== 'ready' || found.value.length === 0) return null;
  return (
    <section className={styles['neighbours']} aria-label="Same class, other makers">
      <h3>{classWord(row.classIndex, names)}, made by others</h3>
      <ul className={styles['list']}>
        {found.value.map((other) => (
          <li key={other.id}>
            <button
              type="button"
              className={styles['open']}
              onClick={() => {
                change({ at: other.id });
              }}
            >
              <span className={styles['picture']} style={{ width: sidePx, height: sidePx }}>
                <Thumbnail id={other.id} sizePx={sidePx} />
              </span>
              <span className="small">{captionOf({ ...other, classIndex: unknownClass }, names)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
