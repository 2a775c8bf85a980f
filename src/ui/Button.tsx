import type { ReactElement } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './Button.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  /** 'primary' once a view, for what it is there for. 'quiet' has no frame. */
  readonly look?: 'primary' | 'plain' | 'quiet';
}

export function Button({ look = 'plain', ...props }: ButtonProps): ReactElement {
  return <AriaButton {...props} className={`${styles['button'] ?? ''} ${styles[look] ?? ''}`} />;
}
