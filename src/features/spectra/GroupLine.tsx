import type { ReactElement } from 'react';
import { groupColour, groupDash } from './group-colours.ts';

/** The stroke that stands for a group in the charts. */
export function GroupLine({
  place,
  className,
}: {
  readonly place: number;
  readonly className: string | undefined;
}): ReactElement {
  return (
    <svg className={className} viewBox="0 0 22 10" aria-hidden="true">
      <path
        d="M0 5h22"
        stroke={groupColour(place)}
        strokeWidth="2.5"
        strokeDasharray={groupDash(place)}
        fill="none"
      />
    </svg>
  );
}
