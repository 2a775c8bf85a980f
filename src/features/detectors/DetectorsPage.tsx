import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { loadModelCard, loadModelIndex } from '../../services/model-catalogue.ts';
import { bytes, finePercent } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTitle } from '../../ui/use-title.ts';
import styles from './DetectorsPage.module.css';

interface Catalogue {
  readonly defaultId: string;
  readonly cards: readonly ModelCard[];
}

async function loadCatalogue(): Promise<Catalogue> {
  const index = await loadModelIndex();
  return { defaultId: index.default, cards: await Promise.all(index.models.map(loadModelCard)) };
}

export function DetectorsPage(): ReactElement {
  useTitle('Detectors');
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
              <Entry card={card} standard={card.id === catalogue.value.defaultId} />
            </li>
          ))}
        </ul>
      ) : null}
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
          {card.version}
          {standard ? ', used unless another is chosen' : ''}
        </span>
      </h2>
      <p>{card.summary}</p>
      <p className="small quiet numbers">
        {finePercent(falsePositiveRate.value)} of photographs called AI, {finePercent(missRate.value)} of AI
        pictures called camera (validation). {bytes(card.weights.bytes)}. {card.licence}.
      </p>
      <p className="small">
        <Link to="/" search={standard ? { model: undefined } : { model: card.id }}>
          Judge with this detector
        </Link>
      </p>
    </article>
  );
}
