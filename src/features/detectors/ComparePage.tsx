import { useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, type ReactElement } from 'react';
import { Link } from '@tanstack/react-router';
import { compareLeans } from '../../core/zoo/disagreement.ts';
import { zoo } from '../../services/zoo.ts';
import { useTitle } from '../../ui/use-title.ts';
import { disagreementSentences } from './compare-words.ts';
import { ChoosePicture } from './ChoosePicture.tsx';
import { ChooseDetectors } from './ChooseDetectors.tsx';
import { ComparedCard } from './ComparedCard.tsx';
import { ComparisonBar } from './ComparisonBar.tsx';
import { chosenOf, leanOf, useContestants, type Chosen } from './contestants.ts';
import { namedDetectors } from './search.ts';
import { useZoo, useZooOpen } from './zoo.ts';
import styles from './ComparePage.module.css';

/** One picture, several detectors side by side. */
export function ComparePage(): ReactElement {
  useTitle('Compare detectors');
  useZooOpen();
  const problem = useZoo((state) => state.problem);
  const contestants = useContestants();
  const search = useSearch({ from: '/detectors/compare' });
  const shipped = useZoo((state) => state.shipped);
  const named = useMemo(() => namedDetectors(search, shipped?.index.models ?? []), [search, shipped]);
  useComparison(useMemo(() => named.map(({ id }) => id), [named]));
  return (
    <div className={styles['page']}>
      <p className="small">
        <Link to="/detectors">All detectors</Link>
      </p>
      <h1>Which of these disagree?</h1>
      <p className="prose">
        Several detectors look at one picture, one after another. The picture stays in this page.
      </p>
      <ChoosePicture />
      {problem === null ? null : <p role="alert">{problem}</p>}
      {contestants ? (
        <ChooseDetectors contestants={contestants} named={named} />
      ) : problem === null ? (
        <div className={styles['place']} aria-busy="true" />
      ) : null}
      <Compared chosen={chosenOf(named, contestants ?? [])} />
    </div>
  );
}

/** Asks whoever is chosen and has not answered yet. */
function useComparison(ids: readonly string[]): void {
  const { backend = 'auto', threads = 0 } = useSearch({ from: '__root__' });
  const shipped = useZoo((state) => state.shipped);
  const templates = useZoo((state) => state.templates);
  const checkpoints = useZoo((state) => state.checkpoints);
  const models = useZoo((state) => state.models);
  useEffect(() => {
    // Each of these lists may bring a detector that the address names.
    if (shipped ?? templates ?? checkpoints ?? models) zoo.compare(ids, { choice: backend, threads });
  }, [ids, backend, threads, shipped, templates, checkpoints, models]);
}

function Compared({ chosen }: { readonly chosen: readonly Chosen[] }): ReactElement | null {
  const picture = useZoo((state) => state.picture);
  const rows = useZoo((state) => state.rows);
  if (!picture?.size) return null;
  const sentences = disagreementSentences(
    compareLeans(chosen.map((each) => leanOf(each, rows.get(each.contestant.id)))),
  );
  return (
    <>
      <ComparisonBar ids={chosen.map(({ contestant }) => contestant.id)} />
      <div role="status" className={styles['summary']} data-testid="disagreement">
        {sentences ? (
          <p>
            <strong>{sentences.headline}</strong> {sentences.rest}
          </p>
        ) : null}
      </div>
      <ul className={styles['cards']}>
        {chosen.map((each) => (
          <li key={each.contestant.id}>
            <ComparedCard chosen={each} row={rows.get(each.contestant.id) ?? null} picture={picture} />
          </li>
        ))}
      </ul>
    </>
  );
}
