import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { bytes } from '../../ui/format.ts';
import type { Contestant } from './contestants.ts';
import { memorySentence } from './memory-words.ts';
import styles from './ChooseDetectors.module.css';

interface ChooseDetectorsProps {
  readonly contestants: readonly Contestant[];
  /** Ids of the address; some may not be here. */
  readonly chosen: readonly string[];
}

/** Which detectors are asked; the address says it too. */
export function ChooseDetectors({ contestants, chosen }: ChooseDetectorsProps): ReactElement {
  const navigate = useNavigate();
  const missing = chosen.filter((id) => !contestants.some((each) => each.id === id));
  const choose = (id: string, wanted: boolean): void => {
    const rest = chosen.filter((each) => each !== id);
    const ids = wanted ? [...rest, id] : rest;
    void navigate({
      to: '/detectors/compare',
      search: (search) => ({ ...search, with: ids.join(',') }),
      replace: true,
    });
  };
  return (
    <fieldset className={styles['set']}>
      <legend>Detectors</legend>
      <div className={styles['options']}>
        {contestants.map((contestant) => (
          <label key={contestant.id} className={styles['option']}>
            <input
              type="checkbox"
              checked={chosen.includes(contestant.id)}
              onChange={(event) => {
                choose(contestant.id, event.currentTarget.checked);
              }}
            />
            <span className={styles['words']}>
              {contestant.name}
              <span className="small quiet numbers">{noteOf(contestant)}</span>
            </span>
          </label>
        ))}
      </div>
      {missing.map((id) => (
        <p key={id} className="small" data-testid="missing">
          The address names ‘{id}’, which is not in this browser.{' '}
          <Link to="/detectors">Open its checkpoint</Link> to compare it.
        </p>
      ))}
    </fieldset>
  );
}

function noteOf(contestant: Contestant): string {
  return contestant.kind === 'shipped'
    ? `of this page, ${bytes(contestant.card.weights.bytes)}`
    : checkpointNote(contestant.template.name, contestant.record.weights.bytes);
}

function checkpointNote(architecture: string, weightsBytes: number): string {
  const memory = memorySentence(weightsBytes);
  return `your ${architecture}, ${bytes(weightsBytes)}${memory === '' ? '' : `. ${memory}`}`;
}
