import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { NativeSelect } from '../../ui/NativeSelect.tsx';
import styles from './Field.module.css';

/** A control with its name before it; not a label element where the control is a group with a name of its own. */
export function Field({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className={styles['field']}>
      <span className={styles['label']} aria-hidden="true">
        {name}
      </span>
      {children}
    </div>
  );
}

interface SelectFieldProps<K extends string> {
  readonly name: string;
  readonly choices: readonly (readonly [key: K, words: string])[];
  readonly value: K;
  readonly onChange: (key: K) => void;
}

export function SelectField<K extends string>({
  name,
  choices,
  value,
  onChange,
}: SelectFieldProps<K>): ReactElement {
  return (
    <Field name={name}>
      <NativeSelect {...{ value, choices, onChange }} label={name} className={styles['select']} />
    </Field>
  );
}

interface NumberFieldProps {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

/** Takes effect when left or with Enter, so that half a number starts nothing. */
export function NumberField({ name, value, min, max, step = 1, onChange }: NumberFieldProps): ReactElement {
  const id = useId();
  // What is being typed; null: the value stands.
  const [draft, setDraft] = useState<string | null>(null);
  const apply = (): void => {
    const typed = Number(draft);
    if (draft !== null && draft !== '' && typed >= min && typed <= max) onChange(typed);
    setDraft(null);
  };
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {name}
      </label>
      <input
        id={id}
        className={styles['number']}
        type="number"
        inputMode="decimal"
        {...{ min, max, step }}
        value={draft ?? String(value)}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
        }}
      />
    </div>
  );
}
