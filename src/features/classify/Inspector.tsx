import { lazy, Suspense, useState, type ReactElement } from 'react';
import { weightedMean } from '../../core/detector/crop-weights.ts';
import type { ClassifyItem, Outcome, StageTimings } from '../../state/classify-store.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Facts, type Fact } from '../../ui/Facts.tsx';
import { bytes, duration, integer, signed } from '../../ui/format.ts';
import { backendNames } from '../../ui/backend-names.ts';
import { formatNames } from '../../ui/image-failure-words.ts';
import { FamilyTable } from './FamilyTable.tsx';
import { showOutlines, useOutlines } from './outlines.ts';
import { useClassify } from './service-context.ts';
import { decoderWords, noteSentences, orientationWords } from './verdict-words.ts';
import { VerdictPanel } from './VerdictPanel.tsx';
import styles from './Inspector.module.css';

const SeenCrops = lazy(() => import('./SeenCrops.tsx').then((module) => ({ default: module.SeenCrops })));

/** The verdict, then the evidence it rests on. */
export function Inspector({ item }: { readonly item: ClassifyItem }): ReactElement {
  return (
    <div className={styles['inspector']}>
      <h1 className={styles['name']} title={item.path}>
        {item.name}
      </h1>
      <VerdictPanel item={item} />
      {item.outcome ? <Evidence item={item} outcome={item.outcome} /> : null}
    </div>
  );
}

function Evidence({
  item,
  outcome,
}: {
  readonly item: ClassifyItem;
  readonly outcome: Outcome;
}): ReactElement {
  return (
    <section aria-label="Evidence">
      <FamilyEvidence outcome={outcome} />
      {outcome.logits.length > 0 ? <Seen key={item.id} item={item} count={outcome.logits.length} /> : null}
      <Disclosure title="File" aside={fileSummary(item, outcome)}>
        <Facts facts={fileFacts(item, outcome)} />
        {outcome.notes.length > 0 ? (
          <ul className={styles['notes']}>
            {outcome.notes.map((note) => (
              <li key={note}>{noteSentences[note]}</li>
            ))}
          </ul>
        ) : null}
      </Disclosure>
      <Disclosure
        title="Run"
        aside={`${backendNames[outcome.backend]}, ${duration(outcome.timings.totalMs)}`}
      >
        <Facts facts={runFacts(outcome)} />
      </Disclosure>
    </section>
  );
}

function FamilyEvidence({ outcome }: { readonly outcome: Outcome }): ReactElement | null {
  const families = useClassify((state) => state.cards.get(outcome.modelId)?.families ?? null);
  const { family } = outcome;
  if (!family || !families) return null;
  const best = families.names[family.best];
  return (
    <Disclosure title="Generator family" aside={family.named && best ? best.name : 'unknown'}>
      <FamilyTable reading={family} families={families} />
    </Disclosure>
  );
}

function Seen({ item, count }: { readonly item: ClassifyItem; readonly count: number }): ReactElement {
  const outlined = useOutlines((state) => state.shown);
  const [opened, setOpened] = useState(outlined);
  return (
    <Disclosure
      title="What the model saw"
      aside={count === 1 ? '1 square' : `${integer(count)} squares`}
      open={outlined}
      onToggle={(open) => {
        showOutlines(open);
        if (open) setOpened(true);
      }}
    >
      {opened ? (
        <Suspense fallback={null}>
          <SeenCrops item={item} />
        </Suspense>
      ) : null}
    </Disclosure>
  );
}

function fileSummary(item: ClassifyItem, { facts, widthPx, heightPx }: Outcome): string {
  return `${formatNames[facts.format]}, ${integer(widthPx)} × ${integer(heightPx)}, ${bytes(item.byteLength)}`;
}

const colourWords = { grey: 'grey', rgb: 'RGB', palette: 'palette', ycc: 'YCbCr', cmyk: 'CMYK' } as const;

function fileFacts(item: ClassifyItem, outcome: Outcome): readonly Fact[] {
  const { facts, widthPx, heightPx } = outcome;
  const { jpeg } = facts;
  const quality = jpeg?.quality ?? null;
  const turned = facts.orientation === 1 ? null : (orientationWords[facts.orientation] ?? null);
  return [
    ['Path', item.path === item.name ? null : item.path],
    ['Format', `${formatNames[facts.format]}${jpeg?.progressive ? ', progressive' : ''}`],
    ['Dimensions', `${integer(widthPx)} × ${integer(heightPx)} px`],
    ['Orientation', turned === null ? null : `stored ${turned}`],
    ['File size', bytes(item.byteLength)],
    ['JPEG quality', quality && `${quality.exact ? '' : 'about '}${String(quality.value)} of 100`],
    ['Chroma', jpeg?.subsampling ?? null],
    ['Colour', `${colourWords[facts.colour]}, ${String(facts.bitDepth)} bits a channel`],
    ['Transparency', facts.hasAlpha ? 'yes' : null],
    ['Decoded by', decoderWords(outcome.decoder)],
  ];
}

const stages: readonly (readonly [string, keyof StageTimings])[] = [
  ['Reading', 'readMs'],
  ['Decoding', 'decodeMs'],
  ['Cutting', 'resampleMs'],
  ['Judging', 'inferenceMs'],
  ['In all, with waiting', 'totalMs'],
];

function runFacts(outcome: Outcome): readonly Fact[] {
  return [
    ...stages.map(([name, key]): Fact => [name, duration(outcome.timings[key])]),
    ['Runtime', `${backendNames[outcome.backend]}, ${outcome.precision}`],
    ['Detector', outcome.modelId],
    ['Weights SHA-256', <code key="hash">{outcome.modelSha256.slice(0, 16)}…</code>],
    [
      'Mean logit',
      outcome.logits.length === 0 ? null : signed(weightedMean(outcome.logits, outcome.cropWeights)),
    ],
    ['Logits', outcome.logits.length === 0 ? null : outcome.logits.map(signed).join('  ')],
  ];
}
