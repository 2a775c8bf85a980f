import type { ReactElement } from 'react';
import { ShapeBox, verdictShapes } from '../../ui/VerdictShape.tsx';
import type { ItemKind } from './item-view.ts';
import styles from './VerdictChip.module.css';

/** A shape for each kind, so that no verdict is told by colour alone. */
export function KindShape({ kind }: { readonly kind: ItemKind }): ReactElement {
  return (
    <ShapeBox kind={kind} className={styles['shape']}>
      {shapes[kind]}
    </ShapeBox>
  );
}

const shapes: Record<ItemKind, ReactElement> = {
  ...verdictShapes,
  unjudged: <path d="M1 6h10" stroke="currentColor" strokeWidth="2" />,
  failed: <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2" />,
  cancelled: (
    <path
      d="M1.5 6a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M3 9l6-6"
      stroke="currentColor"
      strokeWidth="1.4"
      fill="none"
    />
  ),
  pending: (
    <circle cx="6" cy="6" r="4.5" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2 2" fill="none" />
  ),
};

interface VerdictChipProps {
  readonly kind: ItemKind;
  readonly words: string;
}

export function VerdictChip({ kind, words }: VerdictChipProps): ReactElement {
  return (
    <span className={styles['chip']} data-kind={kind}>
      <KindShape kind={kind} />
      {words}
    </span>
  );
}
