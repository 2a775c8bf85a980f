import type { ReactElement } from 'react';

interface NativeSelectProps<K extends string> {
  readonly value: K;
  readonly choices: readonly (readonly [key: K, words: string])[];
  readonly onChange: (key: K) => void;
  /** Absent where a label element stands around it. */
  readonly label?: string;
  readonly className?: string | undefined;
}

/** One of many, by the browser's own list. */
export function NativeSelect<K extends string>({
  value,
  choices,
  onChange,
  label,
  className,
}: NativeSelectProps<K>): ReactElement {
  return (
    <select
      className={className}
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = choices.find(([key]) => key === event.currentTarget.value);
        if (chosen) onChange(chosen[0]);
      }}
    >
      {choices.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </select>
  );
}
