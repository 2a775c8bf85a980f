import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { writeNamed, type Named } from '../../core/zoo/named.ts';
import { Button } from '../../ui/Button.tsx';
import { bytes } from '../../ui/format.ts';
import type { Choice } from './detectors.ts';
import { namedIn } from './search.ts';
import { useBenchmarkSearch, useChangeSearch } from './use-benchmark.ts';
import styles from './SetUp.module.css';

/** Which detectors are measured: those of the page, and what was opened on the Detectors page. */
export function DetectorField({ choices }: { readonly choices: readonly Choice[] }): ReactElement {
  const change = useChangeSearch();
  const shipped = choices.filter(({ kind }) => kind === 'shipped').map(({ id }) => id);
  const named = namedIn(useBenchmarkSearch(), shipped);
  const missing = named.filter(({ id }) => !choices.some((each) => each.id === id));
  const write = (chosen: readonly Named[]): void => {
    // At least one is needed; all that ship, and no other, is the default.
    if (chosen.length === 0) return;
    const usual = chosen.length === shipped.length && chosen.every(({ id }) => shipped.includes(id));
    change({ with: usual ? undefined : writeNamed(chosen) });
  };
  const choose = ({ id, swapped }: Choice, wanted: boolean): void => {
    const rest = named.filter((each) => each.id !== id);
    const chosen = wanted ? [...rest, { id, swapped }] : rest;
    // In the order of the list, so that the same choice is the same address; what is not here stays at the end.
    const place = (each: Named): number =>
      (choices.findIndex((choice) => choice.id === each.id) + choices.length + 1) % (choices.length + 1);
    write(chosen.toSorted((a, b) => place(a) - place(b)));
  };
  return (
    <fieldset className={styles['field']}>
      <legend>Detectors</legend>
      {choices.map((choice) => {
        const chosen = named.find(({ id }) => id === choice.id);
        return (
          <label key={choice.id} className={styles['option']}>
            <input
              type="checkbox"
              checked={chosen !== undefined && choice.unfit === null}
              disabled={choice.unfit !== null}
              onChange={(event) => {
                choose(choice, event.currentTarget.checked);
              }}
            />
            <span className={styles['words']}>
              {choice.name}{' '}
              <span className="small quiet numbers">{noteOf(choice, chosen?.swapped ?? false)}</span>
            </span>
          </label>
        );
      })}
      {missing.map(({ id }) => (
        <div key={id} className={styles['missing']}>
          <p className="small" role="alert" data-testid="missing">
            The address names ‘{id}’, which is not in this browser. <Link to="/detectors">Open its file</Link>{' '}
            to measure it; a job that was begun with it goes on then.
          </p>
          <Button
            onPress={() => {
              const rest = named.filter((each) => each.id !== id);
              write(rest.length > 0 ? rest : shipped.map((each) => ({ id: each, swapped: false })));
            }}
          >
            Leave it out
          </Button>
        </div>
      ))}
      <p className="small quiet">
        Checkpoints and ONNX models are opened on the <Link to="/detectors">Detectors</Link> page.
      </p>
    </fieldset>
  );
}

function noteOf({ bytes: size, architecture, unfit }: Choice, swapped: boolean): string {
  return [
    ...(architecture === null ? [] : [architecture]),
    bytes(size),
    ...(swapped ? ['its other class means AI'] : []),
    ...(unfit === null ? [] : [unfit]),
  ].join(', ');
}
