import type { ReactElement } from 'react';
import { ConditionPick, useCondition } from './Choosers.tsx';
import { heatCell, HeatTable } from './HeatTable.tsx';
import type { Findings } from './findings.ts';

const write = (value: number): string => (value * 100).toFixed(1);

/** Which family of generators a detector names, by the generator that made the picture. */
export function FamiliesView({ findings }: { readonly findings: Findings }): ReactElement {
  const condition = useCondition(findings.conditions);
  const shown = findings.evaluation.families.filter((each) => each.condition === condition);
  if (findings.evaluation.families.length === 0)
    return <p>None of these detectors tells families of generators.</p>;
  return (
    <>
      <ConditionPick conditions={findings.conditions} />
      <p className="small quiet prose">
        Shares of each generator’s pictures in per cent, whatever the verdict on them. A family is named only
        where the detector is sure enough of it, else it is unknown; for a generator that is none of its
        families, ‘unknown’ is the right answer. 95 % intervals by Wilson.
      </p>
      {shown.map(({ detector, names, matrix }) => (
        <HeatTable
          key={detector}
          label={`Families named by ${detector}`}
          corner="Made by"
          columns={[...names, 'unknown'].map((name) => ({ key: name, name }))}
          rows={matrix.rows.map(({ truth, n, shares }) => ({
            key: truth,
            name: truth,
            note: `n ${String(n)}`,
            cells: shares.map((share) => ({ ...heatCell(share), images: null })),
          }))}
          write={write}
          shade={(value) => value}
        />
      ))}
    </>
  );
}
