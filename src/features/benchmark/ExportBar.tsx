import { useState, type ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { explore } from '../../services/explore.ts';
import { benchmark } from '../../services/benchmark.ts';
import { reportFacts, type ReportFacts } from '../../services/benchmark-report.ts';
import { Button } from '../../ui/Button.tsx';
import { downloadText } from '../../ui/download.ts';
import { integer } from '../../ui/format.ts';
import { useCondition, useShown } from './Choosers.tsx';
import { curvesJson, figuresCsv, latexTable, metricsJson, type ReportHead } from './exports.ts';
import { reportAddress } from './report-link.ts';
import { useGeneratorName } from './source-names.ts';
import { useBenchmark } from './use-benchmark.ts';
import type { Findings } from './findings.ts';
import styles from './ExportBar.module.css';

/** Everything that was measured as files, a link that says what it rests on, and the way for scores from elsewhere. */
export function ExportBar({ findings }: { readonly findings: Findings }): ReactElement {
  const nameOf = useGeneratorName();
  const shown = useShown();
  const condition = useCondition(findings.conditions);
  const plan = useBenchmark((state) => state.plan);
  const leftOut = useBenchmark((state) => state.leftOut);
  const [said, setSaid] = useState('');
  const head = (): ReportHead => ({
    ...factsOf(findings),
    address: reportAddress(location.href, factsOf(findings)),
    source: findings.measured.sourceName,
    leftOut,
    plan,
  });
  return (
    <div className={styles['bar']}>
      <div className={styles['buttons']} role="group" aria-label="Export">
        <Button
          onPress={() => {
            downloadText('telltale-metrics.json', 'application/json', metricsJson(findings, head(), nameOf));
          }}
        >
          metrics.json
        </Button>
        <Button
          onPress={() => {
            downloadText('telltale-curves.json', 'application/json', curvesJson(findings, head(), nameOf));
          }}
        >
          curves.json
        </Button>
        <Button
          onPress={() => {
            downloadText('telltale-benchmark.csv', 'text/csv', figuresCsv(findings, nameOf));
          }}
        >
          CSV
        </Button>
        <Button
          onPress={() => {
            const text = latexTable(findings, { ...shown, condition }, factsOf(findings), nameOf);
            downloadText('telltale-benchmark.tex', 'application/x-tex', text);
          }}
        >
          LaTeX
        </Button>
        <Button
          onPress={() => {
            const address = reportAddress(location.href, factsOf(findings));
            navigator.clipboard.writeText(address).then(
              () => {
                setSaid('The link is copied. It names models, data and settings by their hashes.');
              },
              () => {
                setSaid(`This browser does not copy. The link: ${address}`);
              },
            );
          }}
        >
          Copy report link
        </Button>
        <FileTrigger
          acceptedFileTypes={['.csv', '.parquet']}
          onSelect={(list) => {
            const [table] = list ?? [];
            if (table) void importWords(table).then(setSaid);
          }}
        >
          <Button>Add scores from a table</Button>
        </FileTrigger>
      </div>
      <p className="small quiet" role="status">
        {said === ''
          ? 'A table (CSV or Parquet) with a path and a score in 0..1 puts a detector that cannot run here into the same tables.'
          : said}
      </p>
    </div>
  );
}

function factsOf({ measured }: Findings): ReportFacts {
  const { summary } = explore.store.getState();
  return reportFacts(measured, { generators: summary?.generators ?? [], classes: summary?.classes ?? [] });
}

async function importWords(table: File): Promise<string> {
  const joined = await benchmark.importScores(table);
  if (!joined) return '';
  if (!joined.ok) return `${table.name} could not be taken: ${joined.failure.code.replaceAll('-', ' ')}.`;
  const { detectors, matched, rows } = joined.value;
  if (detectors.length === 0)
    return `${table.name} has no column of scores: numbers from 0 to 1 beside the paths are needed.`;
  return `${detectors.join(', ')}: ${integer(matched)} samples found, of ${integer(rows)} rows.`;
}
