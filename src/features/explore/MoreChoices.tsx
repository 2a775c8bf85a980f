import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { integer } from '../../ui/format.ts';

interface MoreChoicesProps {
  /** How many are not shown. */
  readonly left: number;
  /** null: too many are left to show them all. */
  readonly onMore: (() => void) | null;
}

/** The end of a list of which only the beginning is shown. */
export function MoreChoices({ left, onMore }: MoreChoicesProps): ReactElement | null {
  if (left <= 0) return null;
  return onMore ? (
    <Button look="quiet" onPress={onMore}>
      More
    </Button>
  ) : (
    <p className="small quiet">{integer(left)} more; type to find one</p>
  );
}
