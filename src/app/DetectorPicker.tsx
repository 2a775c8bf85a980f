import { useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, type ReactElement } from 'react';
import { choicePhrase, detectorSearch, shippedCards } from '../features/classify/detector-choice.ts';
import { useClassify, useClassifyService } from '../features/classify/service-context.ts';
import { bytes } from '../ui/format.ts';

const Select = lazy(() => import('../ui/Select.tsx').then((module) => ({ default: module.Select })));

/** Which detector judges, for the view that judges; not there where there is nothing to choose. */
export function DetectorPicker(): ReactElement | null {
  const onClassify = useLocation({ select: ({ pathname }) => pathname === '/' });
  return onClassify ? <Picker /> : null;
}

function Picker(): ReactElement | null {
  const service = useClassifyService();
  const navigate = useNavigate();
  const index = useClassify((state) => state.index);
  const cards = useClassify((state) => state.cards);
  const chosenId = useClassify((state) => state.card?.id ?? null);
  useEffect(() => {
    void service.browse();
  }, [service]);
  const options = useMemo(() => {
    const shipped = shippedCards(index, cards);
    return shipped.map((card) => ({
      key: card.id,
      name: card.name,
      note: `${bytes(card.weights.bytes)}, ${choicePhrase(card, shipped, index?.default ?? '')}`,
    }));
  }, [index, cards]);
  if (!index || options.length < 2 || chosenId === null) return null;
  return (
    <Suspense fallback={null}>
      <Select
        label="Detector"
        testId="detector-picker"
        options={options}
        value={chosenId}
        onChange={(id) => {
          const { detector } = detectorSearch(id, index.default);
          void navigate({ to: '/', search: (search) => ({ ...search, detector }), replace: true });
        }}
      />
    </Suspense>
  );
}
