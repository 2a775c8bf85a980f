import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { modelBytes } from '../../core/onnx/record.ts';
import type { Judgement } from '../../contracts/zoo.ts';
import type { ComparedPicture, RowState } from '../../state/zoo-store.ts';
import { Facts } from '../../ui/Facts.tsx';
import { duration, signed } from '../../ui/format.ts';
import { ComparedOrder } from './ComparedOrder.tsx';
import { orientedScore, type Chosen, type Contestant } from './contestants.ts';
import { lookedSentence } from './looked-words.ts';
import { memorySentence } from './memory-words.ts';
import { answerSentence } from './model-words.ts';
import { preprocessingSentence } from './preprocessing-words.ts';
import { ScoreView } from './ScoreView.tsx';
import { SeenPicture } from './SeenPicture.tsx';
import { backendNames } from '../../ui/backend-names.ts';
import { judgeSentence, runningWords } from './zoo-words.ts';
import styles from './ComparedCard.module.css';

interface ComparedCardProps {
  readonly chosen: Chosen;
  readonly row: RowState | null;
  readonly picture: ComparedPicture;
}

/** What one detector says of the picture, and what it looked at. */
export function ComparedCard({ chosen, row, picture }: ComparedCardProps): ReactElement {
  const { contestant, swapped } = chosen;
  const { id, name } = contestant;
  const judgement = row?.status === 'done' ? row.judgement : null;
  return (
    <article
      className={styles['card']}
      aria-label={name}
      data-testid="compared"
      data-id={id}
      data-status={row?.status ?? 'absent'}
    >
      <header>
        <h2 className={styles['name']}>
          {contestant.kind === 'shipped' ? (
            <Link to="/detectors/$id" params={{ id }}>
              {name}
            </Link>
          ) : (
            name
          )}
        </h2>
        <p className="small quiet">{kindWords(contestant)}</p>
      </header>
      <SeenPicture picture={picture} rects={judgement?.looked.rects ?? []} />
      {judgement ? (
        <>
          <ScoreView contestant={contestant} score={orientedScore(judgement.score, swapped)} />
          <ComparedOrder chosen={chosen} />
          <Details judgement={judgement} contestant={contestant} />
        </>
      ) : (
        <p {...(row?.status === 'failed' ? { role: 'alert' } : {})}>
          {stateWords(row, picture.name)} {memoryOf(contestant)}
        </p>
      )}
    </article>
  );
}

function kindWords(contestant: Contestant): string {
  switch (contestant.kind) {
    case 'shipped':
      return 'Of this page';
    case 'checkpoint':
      return `Your checkpoint, ${contestant.template.name}`;
    case 'model':
      return 'Your ONNX model';
    default:
      return contestant satisfies never;
  }
}

/** How pictures reach it, as its template or its settings say; a detector of this page says it on its card. */
function preprocessingOf(contestant: Contestant): string | null {
  switch (contestant.kind) {
    case 'shipped':
      return null;
    case 'checkpoint':
      return preprocessingSentence(contestant.template.preprocessing);
    case 'model':
      return preprocessingSentence(contestant.record.settings.preprocessing);
    default:
      return contestant satisfies never;
  }
}

/** Before a large network is loaded, and where that failed: this is the likeliest cause. */
function memoryOf(contestant: Contestant): string {
  switch (contestant.kind) {
    case 'shipped':
      return '';
    case 'checkpoint':
      return memorySentence(contestant.record.weights.bytes);
    case 'model':
      return memorySentence(modelBytes(contestant.record));
    default:
      return contestant satisfies never;
  }
}

function stateWords(row: RowState | null, picture: string): string {
  switch (row?.status) {
    case 'running':
      return runningWords(row.phase, row.fraction);
    case 'failed':
      return judgeSentence(picture, row.failure);
    case 'cancelled':
      return 'Cancelled';
    case 'waiting':
    case 'done':
    case undefined:
      return 'Waiting';
    default:
      return row satisfies never;
  }
}

interface DetailsProps {
  readonly judgement: Judgement;
  readonly contestant: Contestant;
}

function Details({ judgement, contestant }: DetailsProps): ReactElement {
  const { looked, outputs, backend, refusals } = judgement;
  const gpu = refusals.find((refusal) => refusal.backend === 'webgpu');
  return (
    <Facts
      facts={[
        ['Looked at', lookedSentence(looked)],
        ['Preprocessing', preprocessingOf(contestant)],
        ['Answer', contestant.kind === 'model' ? answerSentence(contestant.record.settings.answer) : null],
        ['Took', backend === null ? null : timeWords(judgement)],
        [
          'Ran on',
          backend === null
            ? null
            : `${backendNames[backend]}${backend === 'wasm' && gpu ? ` (no WebGPU: ${gpu.reason})` : ''}`,
        ],
        ...outputs.map(
          ({ name, values }) =>
            [`Output ‘${name}’`, values.map((value) => signed(value)).join(', ')] as const,
        ),
      ]}
    />
  );
}

/** Loading is told where it was done for this picture. */
function timeWords({ prepareMs, loadMs, inferenceMs }: Judgement): string {
  const load = loadMs > noticedMs ? `, ${duration(loadMs)} to load` : '';
  return `${duration(prepareMs)} to prepare, ${duration(inferenceMs)} to run${load}`;
}

/** A network that is loaded already answers sooner than this. */
const noticedMs = 50;
