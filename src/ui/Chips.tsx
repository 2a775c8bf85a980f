import type { ReactElement, ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import styles from './Chips.module.css';

export interface Choice<K extends string> {
  readonly key: K;
  readonly label: ReactNode;
  /** Where the label is no text, or too short to be understood alone. */
  readonly name?: string;
}

interface ChipsProps<K extends string> {
  readonly name: string;
  readonly choices: readonly Choice<K>[];
  readonly value: K;
  readonly onChange: (key: K) => void;
}

/** One of a few, all of them visible. */
export function Chips<K extends string>({ name, choices, value, onChange }: ChipsProps<K>): ReactElement {
  return (
    <ToggleButtonGroup
      aria-label={name}
      className={styles['group'] ?? ''}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = choices.find(({ key }) => keys.has(key));
        if (chosen) onChange(chosen.key);
      }}
    >
      {choices.map(({ key, label, name: choiceName }) => (
        <ToggleButton
          key={key}
          id={key}
          className={styles['chip'] ?? ''}
          {...(choiceName === undefined ? {} : { 'aria-label': choiceName })}
        >
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
