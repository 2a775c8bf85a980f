import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { PublishedResults, PublishedTable } from '../../core/benchmark/published.ts';
import { Chips } from '../../ui/Chips.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { HeatTable } from './HeatTable.tsx';
import { usePublished } from './published.ts';
import { averageKey, publishedRows } from './published-rows.ts';
import { PublishedList } from './PublishedList.tsx';
import page from './BenchmarkPage.module.css';
import styles from './PublishedPage.module.css';

/** What GenImage printed, one table at a time. */
export function PublishedPage(): ReactElement {
  useTitle('Published tables');
  const published = usePublished();
  return (
    <div className={page['page']}>
      <div className={page['intro']}>
        <h1>Published tables</h1>
        <p className="prose quiet small">
          As GenImage printed them, in per cent. They are about its own pictures and detectors trained on
          them; what is <Link to="/benchmark">measured here</Link> is about other pictures and other training.
        </p>
      </div>
      {published.status === 'loading' ? <p role="status">Loading the tables…</p> : null}
      {published.status === 'failed' ? <p role="alert">{published.message}</p> : null}
      {published.status === 'ready' ? <Tables published={published.value} /> : null}
    </div>
  );
}

function Tables({
  published: { tables, source, humanPercent },
}: {
  readonly published: PublishedResults;
}): ReactElement {
  const { table: chosen = '3' } = useSearch({ from: '/benchmark/published' });
  const navigate = useNavigate({ from: '/benchmark/published' });
  const table = tables.find(({ number }) => String(number) === chosen);
  return (
    <>
      <Chips
        name="Table"
        value={chosen}
        choices={tables.map(({ number }) => ({ key: String(number), label: `Table ${String(number)}` }))}
        onChange={(key) => {
          void navigate({
            search: (search) => ({ ...search, table: key === '3' ? undefined : key }) as typeof search,
            replace: true,
          });
        }}
      />
      {table ? (
        <section className={styles['table']} aria-label={`Table ${chosen}`}>
          <h2>{table.title}</h2>
          <PublishedFigures table={table} />
        </section>
      ) : null}
      <p className="small quiet prose">
        {source.authors}: {source.title}. {source.year},{' '}
        <a href={`https://arxiv.org/abs/${source.arxiv}`}>arXiv:{source.arxiv}</a>. People told real from
        generated pictures in {humanPercent} % of the cases. The paper prints no intervals. Averages are the
        paper’s; four of them (Table 2, ADM; Table 5, ResNet-50, Swin-T, F3Net) are cut off where the others
        are rounded.
      </p>
    </>
  );
}

function PublishedFigures({ table }: { readonly table: PublishedTable }): ReactElement {
  if (table.kind === 'list') return <PublishedList table={table} />;
  const columns = [...table.columns, { key: averageKey, name: 'Average' }];
  return (
    <HeatTable
      label={table.title}
      corner={table.rowAxis === 'detector' ? 'Detector' : 'Trained on'}
      columns={columns}
      rows={publishedRows(
        table,
        columns.map(({ key }) => key),
      ).map((row) => ({ ...row, note: undefined }))}
      write={(value) => (value * 100).toFixed(1)}
      shade={(value) => (value - 0.5) * 2}
    />
  );
}
