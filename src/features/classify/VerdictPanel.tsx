import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import type { ClassifyItem, Outcome, RuntimeState } from '../../state/classify-store.ts';
import { Button } from '../../ui/Button.tsx';
import { percentBeside, percentRange } from '../../ui/format.ts';
import { contentSentence } from '../../ui/verdict-words.ts';
import { failureSentence, loadFailureSentence } from './failure-sentence.ts';
import { kindOf } from './item-view.ts';
import { LoadingDetector } from './LoadingDetector.tsx';
import { ProbabilityScale } from '../../ui/ProbabilityScale.tsx';
import { useClassify, useClassifyService } from './service-context.ts';
import { KindShape } from './VerdictChip.tsx';
import {
  familySentence,
  kindWords,
  missSentence,
  noColoursCaution,
  operatingSentence,
  statusWords,
} from './verdict-words.ts';
import styles from './VerdictPanel.module.css';

/** What is said of one picture: a verdict, why there is none, or how far the work is. */
export function VerdictPanel({ item }: { readonly item: ClassifyItem }): ReactElement {
  const kind = kindOf(item);
  const probability = item.outcome?.verdict?.probability;
  return (
    <section
      className={styles['panel']}
      aria-label="Verdict"
      data-testid="verdict"
      data-kind={kind}
      {...(probability === undefined ? {} : { 'data-probability': probability })}
    >
      {item.outcome && item.status === 'done' ? (
        <Judged item={item} outcome={item.outcome} />
      ) : kind === 'pending' ? (
        <Waiting item={item} />
      ) : (
        <NotJudged item={item} />
      )}
    </section>
  );
}

function Judged({ item, outcome }: { readonly item: ClassifyItem; readonly outcome: Outcome }): ReactElement {
  const kind = kindOf(item);
  const card = useClassify((state) => state.cards.get(outcome.modelId) ?? null);
  const several = useClassify((state) => (state.index?.models.length ?? 1) > 1);
  const { verdict } = outcome;
  return (
    <>
      <h2 className={styles['words']} data-kind={kind}>
        <KindShape kind={kind} />
        {kindWords[kind]}
      </h2>
      {verdict ? (
        <p className={styles['probability']}>
          <strong>
            {percentBeside(
              verdict.probability,
              card ? [card.operatingPoint.cameraBelow, card.operatingPoint.aiAbove] : [],
            )}
          </strong>
          <span className="quiet">
            probability of AI
            <br />
            95 % interval {percentRange(verdict.low, verdict.high)}
          </span>
        </p>
      ) : (
        <p>{contentSentence(outcome.content)}</p>
      )}
      {kind === 'ai' && outcome.notes.includes('no-colours') ? (
        <p data-testid="caution">
          <strong>Careful.</strong> {noColoursCaution}
        </p>
      ) : null}
      {verdict && card ? <Setting verdict={verdict} card={card} family={outcome.family} /> : null}
      {several ? <p className="small quiet">Judged by {card?.name ?? outcome.modelId}.</p> : null}
    </>
  );
}

function Setting({
  verdict,
  card,
  family,
}: {
  readonly verdict: NonNullable<Outcome['verdict']>;
  readonly card: ModelCard;
  readonly family: Outcome['family'];
}): ReactElement {
  const { operatingPoint, families } = card;
  return (
    <>
      <ProbabilityScale verdict={verdict} operatingPoint={operatingPoint} />
      {family && families ? <p data-testid="family">{familySentence(family, families)}</p> : null}
      <p className="small">
        <strong>Evidence, not proof.</strong> {operatingSentence(operatingPoint)} {missSentence(card)}{' '}
        <Link to="/detectors/$id" params={{ id: card.id }}>
          About this detector
        </Link>
      </p>
    </>
  );
}

function Waiting({ item }: { readonly item: ClassifyItem }): ReactElement {
  const runtime = useClassify((state) => state.runtime);
  return (
    <div className={styles['waiting']}>
      <h2 className={styles['words']} data-kind="pending">
        <KindShape kind="pending" />
        {statusWords(item)}
      </h2>
      <RuntimeLine runtime={runtime} />
    </div>
  );
}

function RuntimeLine({ runtime }: { readonly runtime: RuntimeState }): ReactElement | null {
  if (runtime.status === 'loading') return <LoadingDetector runtime={runtime} />;
  if (runtime.status === 'failed') return <p>{loadFailureSentence(runtime.failure)}</p>;
  return null;
}

function NotJudged({ item }: { readonly item: ClassifyItem }): ReactElement {
  const service = useClassifyService();
  const kind = kindOf(item);
  return (
    <>
      <h2 className={styles['words']} data-kind={kind}>
        <KindShape kind={kind} />
        {kind === 'failed' ? 'No verdict' : kindWords[kind]}
      </h2>
      {item.failure ? <p data-testid="failure">{failureSentence(item.name, item.failure)}</p> : null}
      <div>
        <Button
          data-testid="retry"
          onPress={() => {
            service.retry([item.id]);
          }}
        >
          Try again
        </Button>
      </div>
    </>
  );
}
