import { Link, useParams } from '@tanstack/react-router';
import { useCallback, type ReactElement, type ReactNode } from 'react';
import type { Families, ModelCard } from '../../core/detector/model-card.ts';
import { loadModelCard } from '../../services/model-catalogue.ts';
import { familyHonesty } from '../../ui/family-words.ts';
import { Facts, type Fact } from '../../ui/Facts.tsx';
import { bytes, compact, finePercent, integer, percent } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTitle } from '../../ui/use-title.ts';
import { planSentences } from './plan-words.ts';
import { FamiliesTable, MeasuredTable, SourcesTable, TrainingTable } from './CardTables.tsx';
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
      {card.measuredBy && card.measuredBy.length > 0 ? (
        <Section title="Measured by source">
          <p className="prose small quiet">
            Share called AI in each condition, and the AUC against the other side in small print. For
            photographs a low share is right.
          </p>
          <SourcesTable card={card} kind="generator" />
          <SourcesTable card={card} kind="real-source" />
        </Section>
      ) : null}
      {card.families ? (
        <Section title="Generator families">
          <FamilySection families={card.families} />
        </Section>
      ) : null}
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

function FamilySection({ families }: { readonly families: Families }): ReactElement {
  return (
    <>
      <p className="prose">
        For a picture called ‘likely AI-generated’ it also says which family of generators the picture
        resembles, where that is at least {percent(families.namedAbove)} probable; else the family is
        ‘unknown’. {familyHonesty(families)}
      </p>
      <Facts facts={families.names.map(({ name, examples }): Fact => [name, examples])} />
      <FamiliesTable families={families} />
      <p className="small quiet">Measured on: {families.measured.conditions}</p>
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
