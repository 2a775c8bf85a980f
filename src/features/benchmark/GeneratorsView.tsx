import { useMemo, type ReactElement } from 'react';
import { ConditionPick, MetricChooser, Pick, Picks, useCondition } from './Choosers.tsx';
import { conditionName } from './condition-words.ts';
import { FiguresTable, type FigureColumn } from './FiguresTable.tsx';
import type { Findings } from './findings.ts';
import { accuracyTable, usePublished } from './published.ts';
import { averageKey } from './published-rows.ts';
import { papers, type Paper } from './search.ts';
import { useGeneratorName } from './source-names.ts';
import { useBenchmarkSearch, useChangeSearch } from './use-benchmark.ts';

/** Detectors by generators, as in the cross-generator tables of GenImage. */
export function GeneratorsView({ findings }: { readonly findings: Findings }): ReactElement {
  const { evaluation, conditions } = findings;
  const condition = useCondition(conditions);
  const nameOf = useGeneratorName();
  const { paper = '3' } = useBenchmarkSearch();
  const table = accuracyTable(usePublished(), Number(paper));
  const columns = useMemo(
    () =>
      [...evaluation.generators, null].map((generator): FigureColumn => {
        const name = nameOf(generator);
        return { condition, generator, name, publishedKey: generator === null ? averageKey : name };
      }),
    [evaluation.generators, condition, nameOf],
  );
  const printed = table !== null && columns.some(({ name }) => table.columns.some(({ key }) => key === name));
  return (
    <>
      <MetricChooser />
      <Picks>
        <ConditionPick conditions={conditions} />
        {printed && condition === 'untouched' ? <PaperPick paper={paper} /> : null}
      </Picks>
      <FiguresTable
        findings={findings}
        by={`by generator, ${conditionName(condition).toLowerCase()}`}
        columns={columns}
        published={condition === 'untouched' ? table : null}
      />
    </>
  );
}

const paperWords: Readonly<Record<Paper, string>> = {
  2: 'Table 2: ResNet-50, by what it was trained on',
  3: 'Table 3: detectors trained on Stable Diffusion V1.4',
  4: 'Table 4: detectors, averaged over eight trainings',
};

/** Which of the published tables stands beside. */
function PaperPick({ paper }: { readonly paper: Paper }): ReactElement {
  const change = useChangeSearch();
  return (
    <Pick
      name="Published"
      value={paper}
      choices={papers.map((number) => [number, paperWords[number]])}
      onChange={(number) => {
        change({ paper: number === '3' ? undefined : number });
      }}
    />
  );
}
