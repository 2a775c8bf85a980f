import { Link, useParams } from '@tanstack/react-router';
import { useCallback, type ReactElement, type ReactNode } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { loadModelCard } from '../../services/model-catalogue.ts';
import { Facts } from '../../ui/Facts.tsx';
import { bytes, compact, finePercent, integer } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTitle } from '../../ui/use-title.ts';
import { planSentences } from './plan-words.ts';
import { MeasuredTable, TrainingTable } from './CardTables.tsx';
import styles from './DetectorCardPage.module.css';

export function DetectorCardPage(): ReactElement {
  const { id } = useParams({ from: '/detectors/$id' });
  const load = useCallback(() => loadModelCard(id), [id]);
  const card = useLoaded(load);
  useTitle(card.status === 'ready' ? card.value.name : 'Detector');
  return (
    <article className={styles['page']}>
      <p className="small">
        <Link to="/detectors">All detectors</Link>
      </p>
      {card.status === 'loading' ? <div className={styles['place']} aria-busy="true" /> : null}
      {card.status === 'failed' ? (
        <>
          <h1>This card cannot be shown</h1>
          <p role="alert">{card.message}</p>
        </>
      ) : null}
      {card.status === 'ready' ? <Card card={card.value} /> : null}
    </article>
  );
}

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className={styles['section']}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Card({ card }: { readonly card: ModelCard }): ReactElement {
  return (
    <>
      <h1>
        {card.name} <span className="quiet small">version {card.version}</span>
      </h1>
      <p className="prose">{card.summary}</p>
      <Section title="Limits">
        <ul className={styles['limits']}>
          {card.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </Section>
      <Section title="Operating point">
        <Operating card={card} />
      </Section>
      <Section title="Measured">
        <MeasuredTable card={card} />
      </Section>
      <Section title="From picture to network">
        <ol className={styles['limits']}>
          {planSentences(card.preprocessing).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      </Section>
      <Section title="Training data">
        <TrainingTable card={card} />
      </Section>
      <Section title="Technical">
        <Technical card={card} />
      </Section>
    </>
  );
}

function Operating({ card }: { readonly card: ModelCard }): ReactElement {
  const { aiAbove, cameraBelow, falsePositiveRate, missRate, conditions } = card.operatingPoint;
  const { calibration } = card;
  return (
    <>
      <p className="prose">
        From {finePercent(aiAbove)} on a picture is called ‘likely AI-generated’, up to{' '}
        {finePercent(cameraBelow)} ‘likely camera photograph’; between them the answer is ‘inconclusive’.
      </p>
      <Facts
        facts={[
          ['Photographs called AI', <Rate key="fpr" rate={falsePositiveRate} />],
          ['AI pictures called camera', <Rate key="miss" rate={missRate} />],
          ['Measured on', conditions],
          [
            'Calibration',
            `Platt scaling, slope ${compact(calibration.slope)}, intercept ${compact(calibration.intercept)}; ${calibration.fittedOn}, ${integer(calibration.images)} pictures`,
          ],
        ]}
      />
    </>
  );
}

function Rate({ rate }: { readonly rate: ModelCard['operatingPoint']['missRate'] }): ReactElement {
  return (
    <>
      {finePercent(rate.value)}{' '}
      <span className="quiet">
        ({finePercent(rate.low)} to {finePercent(rate.high)}, n = {integer(rate.images)})
      </span>
    </>
  );
}

function Technical({ card }: { readonly card: ModelCard }): ReactElement {
  const { weights, selfTest } = card;
  return (
    <Facts
      facts={[
        [
          'Weights',
          `${weights.file}, ${bytes(weights.bytes)}, ${weights.precision}, ONNX opset ${String(weights.opset)}`,
        ],
        ['Parameters', integer(weights.parameters)],
        [
          'SHA-256',
          <code key="hash" className={styles['hash']}>
            {weights.sha256}
          </code>,
        ],
        [
          'Self-test',
          `${selfTest.pattern}, ${selfTest.shape.join(' × ')}; logits ${selfTest.logits.map(compact).join(', ')}; may differ by ${compact(selfTest.maxAbsDifference.wasm)} on WASM and ${compact(selfTest.maxAbsDifference.webgpu)} on WebGPU`,
        ],
        ['Licence', card.licence],
        ['How it was made', card.source],
        ['Identifier', card.id],
      ]}
    />
  );
}
