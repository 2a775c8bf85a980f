import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { bytes, finePercent, integer } from '../../ui/format.ts';
import { useTitle } from '../../ui/use-title.ts';
import { Architectures } from './Architectures.tsx';
import { OwnCheckpoints } from './OwnCheckpoints.tsx';
import { OwnModels } from './OwnModels.tsx';
import { useZoo, useZooOpen } from './zoo.ts';
import styles from './DetectorsPage.module.css';

export function DetectorsPage(): ReactElement {
  useTitle('Detectors');
  useZooOpen();
  const shipped = useZoo((state) => state.shipped);
  // Said below, where the checkpoints are.
  const failed = useZoo((state) => state.problem !== null);
  return (
    <div className={styles['page']}>
      <h1>Detectors</h1>
      {shipped || failed ? null : <div className={styles['place']} aria-busy="true" />}
      {shipped ? (
        <ul className={styles['list']}>
          {shipped.cards.map((card) => (
            <li key={card.id}>
              <Entry card={card} standard={card.id === shipped.index.default} />
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        <Link to="/detectors/compare">Which of these disagree?</Link>{' '}
        <span className="quiet">Several detectors on one picture.</span>
      </p>
      <OwnCheckpoints />
      <OwnModels />
      <Architectures />
    </div>
  );
}

function Entry({ card, standard }: { readonly card: ModelCard; readonly standard: boolean }): ReactElement {
  const { falsePositiveRate, missRate } = card.operatingPoint;
  return (
    <article className={styles['entry']}>
      <h2>
        <Link to="/detectors/$id" params={{ id: card.id }}>
          {card.name}
        </Link>{' '}
        <span className="quiet small">
          {card.version}, {bytes(card.weights.bytes)}
        </span>{' '}
        {standard ? <span className={styles['mark']}>Default</span> : null}
      </h2>
      <p>{card.summary}</p>
      {card.families ? (
        <p className="small quiet">
          Tells {integer(card.families.names.length)} families of generators apart:{' '}
          {card.families.names.map(({ name }) => name).join(', ')}.
        </p>
      ) : null}
      <p className="small quiet numbers">
        {finePercent(falsePositiveRate.value)} of photographs called AI, {finePercent(missRate.value)} of AI
        pictures called camera (validation). {card.licence}.
      </p>
      <p className="small">
        <Link to="/" search={standard ? { detector: undefined } : { detector: card.id }}>
          Judge with this detector
        </Link>
      </p>
    </article>
  );
}
