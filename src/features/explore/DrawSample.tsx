import { useState, type ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { integer } from '../../ui/format.ts';
import styles from './DrawSample.module.css';

interface DrawSampleProps {
  readonly matches: number;
  readonly onClose: () => void;
}

const usualCount = 100;
const largestSeed = 2 ** 32 - 1;

/** Selects some samples at random; the same seed draws the same ones from the same view. */
export function DrawSample({ matches, onClose }: DrawSampleProps): ReactElement {
  const [count, setCount] = useState(Math.min(usualCount, matches));
  const [seed, setSeed] = useState(1);
  const fits = isWhole(count, 1, matches) && isWhole(seed, 0, largestSeed);
  return (
    <Dialog title="Select at random" onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!fits) return;
          void explore.selection.drawSample(count, seed);
          onClose();
        }}
      >
        <p className="small quiet">
          From the {integer(matches)} samples shown, each as likely. What is selected now is not any more.
        </p>
        <NumberField name="Samples" value={count} least={1} most={matches} onChange={setCount} />
        <NumberField name="Seed" value={seed} least={0} most={largestSeed} onChange={setSeed} />
        <div className={styles['buttons']}>
          <Button type="submit" look="primary" isDisabled={!fits}>
            Select
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface NumberFieldProps {
  readonly name: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

function NumberField({ name, value, least, most, onChange }: NumberFieldProps): ReactElement {
  return (
    <label className={styles['field']}>
      <span>{name}</span>
      <input
        type="number"
        required
        min={least}
        max={most}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => {
          onChange(event.currentTarget.valueAsNumber);
        }}
      />
    </label>
  );
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
