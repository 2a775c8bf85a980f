import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Judgement } from '../../contracts/zoo.ts';
import type { ComparedPicture, RowState } from '../../state/zoo-store.ts';
import { Facts } from '../../ui/Facts.tsx';
import { duration, signed } from '../../ui/format.ts';
import type { Contestant } from './contestants.ts';
import { lookedSentence } from './looked-words.ts';
import { memorySentence } from './memory-words.ts';
import { ScoreView } from './ScoreView.tsx';
import { SeenPicture } from './SeenPicture.tsx';
import { backendNames } from '../../ui/backend-names.ts';
import { judgeSentence, runningWords } from './zoo-words.ts';
import styles from './ComparedCard.module.css';

interface ComparedCardProps {
  readonly contestant: Contestant;
  readonly row: RowState | null;
  readonly picture: ComparedPicture;
}

/** What one detector says of the picture, and what it looked at. */
export function ComparedCard({ contestant, row, picture }: ComparedCardProps): ReactElement {
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
        <p className="small quiet">
          {contestant.kind === 'shipped' ? 'Of this page' : `Your checkpoint, ${contestant.template.name}`}
        </p>
      </header>
      <SeenPicture picture={picture} rects={judgement?.looked.rects ?? []} />
      {judgement ? (
        <>
          <ScoreView contestant={contestant} score={judgement.score} />
          <Details judgement={judgement} />
        </>
      ) : (
        <p {...(row?.status === 'failed' ? { role: 'alert' } : {})}>
          {stateWords(row, picture.name)} {memoryOf(contestant)}
        </p>
      )}
    </article>
  );
}

/** Before a large network is loaded, and where that failed: this is the likeliest cause. */
function memoryOf(contestant: Contestant): string {
  return contestant.kind === 'checkpoint' ? memorySentence(contestant.record.weights.bytes) : '';
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

function Details({ judgement }: { readonly judgement: Judgement }): ReactElement {
  const { looked, outputs, backend, refusals } = judgement;
  const gpu = refusals.find((refusal) => refusal.backend === 'webgpu');
  return (
    <Facts
      facts={[
        ['Looked at', lookedSentence(looked)],
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
