import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { modelBytes } from '../../core/onnx/record.ts';
import { writeNamed, type Named } from '../../core/zoo/named.ts';
import { bytes } from '../../ui/format.ts';
import type { Contestant } from './contestants.ts';
import { memorySentence } from './memory-words.ts';
import styles from './ChooseDetectors.module.css';

interface ChooseDetectorsProps {
  readonly contestants: readonly Contestant[];
  /** Those of the address; some may not be here. */
  readonly named: readonly Named[];
}

/** Which detectors are asked; the address says it too. */
export function ChooseDetectors({ contestants, named }: ChooseDetectorsProps): ReactElement {
  const navigate = useNavigate();
  const missing = named.filter(({ id }) => !contestants.some((each) => each.id === id));
  const choose = (contestant: Contestant, wanted: boolean): void => {
    const { id } = contestant;
    const rest = named.filter((each) => each.id !== id);
    const swapped = contestant.kind === 'checkpoint' && contestant.record.swapped;
    const names = writeNamed(wanted ? [...rest, { id, swapped }] : rest);
    void navigate({
      to: '/detectors/compare',
      search: (search) => ({ ...search, with: names }),
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
              checked={named.some(({ id }) => id === contestant.id)}
              onChange={(event) => {
                choose(contestant, event.currentTarget.checked);
              }}
            />
            <span className={styles['words']}>
              {contestant.name}
              <span className="small quiet numbers">{noteOf(contestant)}</span>
            </span>
          </label>
        ))}
      </div>
      {missing.map(({ id }) => (
        <p key={id} className="small" data-testid="missing">
          The address names ‘{id}’, which is not in this browser. <Link to="/detectors">Open its file</Link>{' '}
          to compare it.
        </p>
      ))}
    </fieldset>
  );
}

function noteOf(contestant: Contestant): string {
  switch (contestant.kind) {
    case 'shipped':
      return `of this page, ${bytes(contestant.card.weights.bytes)}`;
    case 'checkpoint':
      return ownNote(contestant.template.name, contestant.record.weights.bytes);
    case 'model':
      return ownNote('ONNX model', modelBytes(contestant.record));
    default:
      return contestant satisfies never;
  }
}

function ownNote(architecture: string, weightsBytes: number): string {
  const memory = memorySentence(weightsBytes);
  return `your ${architecture}, ${bytes(weightsBytes)}${memory === '' ? '' : `. ${memory}`}`;
}
