import type { ReactElement } from 'react';
import type { VerdictKind } from '../core/detector/verdict.ts';
import styles from './VerdictShape.module.css';

/** Drawn in a box of 12 by 12: a shape for each kind, so that no verdict is told by colour alone. */
export const verdictShapes: Record<VerdictKind, ReactElement> = {
  camera: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  ai: <path d="M6 0.5 11.5 6 6 11.5 0.5 6z" fill="currentColor" />,
  inconclusive: <path d="M1 8 8 1M1 12 12 1M5 12l7-7" stroke="currentColor" strokeWidth="1.6" />,
};

interface ShapeBoxProps {
  readonly kind: string;
  readonly className: string | undefined;
  readonly children: ReactElement;
}

/** The box of a shape; `data-kind` and the class give it its colour. */
export function ShapeBox({ kind, className, children }: ShapeBoxProps): ReactElement {
  return (
    <svg className={className} data-kind={kind} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {children}
    </svg>
  );
}

export function VerdictShape({ kind }: { readonly kind: VerdictKind }): ReactElement {
  return (
    <ShapeBox kind={kind} className={styles['shape']}>
      {verdictShapes[kind]}
    </ShapeBox>
  );
}
