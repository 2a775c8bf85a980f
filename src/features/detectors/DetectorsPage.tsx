import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { loadCatalogue } from '../../services/model-catalogue.ts';
import { bytes, finePercent, integer } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTitle } from '../../ui/use-title.ts';
import { Architectures } from './Architectures.tsx';
import { OwnCheckpoints } from './OwnCheckpoints.tsx';
import { useZooOpen } from './zoo.ts';
import styles from './DetectorsPage.module.css';

export function DetectorsPage(): ReactElement {
  useTitle('Detectors');
  useZooOpen();
  const catalogue = useLoaded(loadCatalogue);
  return (
    <div className={styles['page']}>
      <h1>Detectors</h1>
      {catalogue.status === 'loading' ? <div className={styles['place']} aria-busy="true" /> : null}
      {catalogue.status === 'failed' ? <p role="alert">{catalogue.message}</p> : null}
      {catalogue.status === 'ready' ? (
        <ul className={styles['list']}>
          {catalogue.value.cards.map((card) => (
            <li key={card.id}>
              <Entry card={card} standard={card.id === catalogue.value.index.default} />
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        <Link to="/detectors/compare">Which of these disagree?</Link>{' '}
        <span className="quiet">Several detectors on one picture.</span>
      </p>
      <OwnCheckpoints />
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
