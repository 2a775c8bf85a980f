import type { ReactElement } from 'react';
import type { TemplateOutput } from '../../core/zoo/score.ts';
import { Button } from '../../ui/Button.tsx';
import { orderHint, orderSentence } from './order-words.ts';
import styles from './ClassOrder.module.css';

interface ClassOrderProps {
  /** Of the checkpoint. */
  readonly name: string;
  readonly output: TemplateOutput;
  readonly swapped: boolean;
  readonly onSwap: () => void;
}

/** Which class of a checkpoint means AI. Its file does not say, and people number them either way. */
export function ClassOrder({ name, output, swapped, onSwap }: ClassOrderProps): ReactElement {
  return (
    <div className={styles['order']} data-testid="class-order" data-swapped={swapped}>
      <p className="small quiet">
        {orderSentence(output, swapped)} {orderHint}
      </p>
      <Button aria-label={`Swap what means AI for ${name}`} onPress={onSwap}>
        Swap
      </Button>
    </div>
  );
}
