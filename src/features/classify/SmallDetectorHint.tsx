import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import { create } from 'zustand';
import { Button } from '../../ui/Button.tsx';
import { bytes } from '../../ui/format.ts';
import {
  detectorSearch,
  firstInferenceMs,
  shippedCards,
  smallDetector,
  weaknessOf,
  weaknessWords,
} from './detector-choice.ts';
import { useClassify } from './service-context.ts';
import styles from './SmallDetectorHint.module.css';

/** Once dismissed it stays away until the page is loaded again. */
const useDismissed = create<{ readonly dismissed: boolean }>()(() => ({ dismissed: false }));

/** On a weak device: there is a smaller detector. It is offered, never taken. */
export function SmallDetectorHint(): ReactElement | null {
  const navigate = useNavigate();
  const dismissed = useDismissed((state) => state.dismissed);
  const index = useClassify((state) => state.index);
  const cards = useClassify((state) => state.cards);
  const chosen = useClassify((state) => state.card);
  const report = useClassify(({ runtime }) => (runtime.status === 'ready' ? runtime.report : null));
  const inferenceMs = useClassify((state) => (state.card ? firstInferenceMs(state, state.card.id) : null));
  const small = useMemo(() => smallDetector(shippedCards(index, cards), chosen), [index, cards, chosen]);
  const weakness = weaknessOf(report, navigator.hardwareConcurrency, inferenceMs);
  if (dismissed || !index || !small || !weakness) return null;
  return (
    <aside className={styles['hint']} aria-label="A smaller detector" data-testid="small-detector-hint">
      <p>
        {weaknessWords[weakness]}{' '}
        <Link to="/detectors/$id" params={{ id: small.id }}>
          {small.name}
        </Link>{' '}
        ({bytes(small.weights.bytes)}) is faster and misses more; its card says how often.
      </p>
      <div className={styles['actions']}>
        <Button
          onPress={() => {
            const { detector } = detectorSearch(small.id, index.default);
            void navigate({ to: '/', search: (search) => ({ ...search, detector }), replace: true });
          }}
        >
          Use {small.name}
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            useDismissed.setState({ dismissed: true });
          }}
        >
          Dismiss
        </Button>
      </div>
    </aside>
  );
}
