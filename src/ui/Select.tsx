import type { ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import styles from './Select.module.css';

export interface Option {
  readonly key: string;
  readonly name: string;
  /** A second, quiet line that is read with the name. */
  readonly note: string;
}

interface SelectProps {
  readonly label: string;
  readonly testId: string;
  readonly options: readonly Option[];
  /** A value that no option has shows the placeholder. */
  readonly value: string;
  readonly placeholder?: string;
  /** With a frame, where it does not stand in a bar. */
  readonly framed?: boolean;
  readonly onChange: (key: string) => void;
}

/** One of a few that need a line of explanation each. Arrow keys only point; nothing is chosen before Enter or a press. */
export function Select({
  label,
  testId,
  options,
  value,
  placeholder = '',
  framed = false,
  onChange,
}: SelectProps): ReactElement {
  return (
    <AriaSelect
      aria-label={label}
      className={styles['select'] ?? ''}
      value={value}
      onChange={(key) => {
        if (typeof key === 'string' && key !== value) onChange(key);
      }}
    >
      <Button
        className={`${styles['button'] ?? ''} ${framed ? (styles['framed'] ?? '') : ''}`}
        data-testid={testId}
      >
        <SelectValue className={styles['value'] ?? ''}>
          {({ selectedText }) => selectedText || placeholder}
        </SelectValue>
        <svg width="10" height="6" viewBox="0 0 10 6" aria-hidden="true">
          <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </Button>
      <Popover className={styles['popover'] ?? ''} placement="bottom end">
        <ListBox className={styles['list'] ?? ''} items={options}>
          {({ key, name, note }) => (
            <ListBoxItem id={key} textValue={name} className={styles['option'] ?? ''}>
              <Text slot="label" className={styles['name'] ?? ''}>
                {name}
              </Text>
              <Text slot="description" className={styles['note'] ?? ''}>
                {note}
              </Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
