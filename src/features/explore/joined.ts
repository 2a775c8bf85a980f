import { create } from 'zustand';
import type { JoinReport } from '../../contracts/dataset-sources.ts';
import { explore } from '../../services/explore.ts';
import type { ExploreFailure } from '../../state/explore-store.ts';

type Joined =
  | { readonly status: 'none' }
  | { readonly status: 'done'; readonly report: JoinReport }
  | { readonly status: 'failed'; readonly failure: ExploreFailure };

/** What came of the last table, until it was read. */
export const useJoined = create<{ readonly joined: Joined }>()(() => ({ joined: { status: 'none' } }));

/** Lays a table over the open samples; progress and a way to stop it are shown with the source. */
export async function joinTable(table: File): Promise<void> {
  const answer = await explore.join(table);
  // Who stopped it needs no report.
  if (!answer) return;
  useJoined.setState({
    joined: answer.ok
      ? { status: 'done', report: answer.value }
      : { status: 'failed', failure: answer.failure },
  });
}

export function forgetJoined(): void {
  useJoined.setState({ joined: { status: 'none' } });
}

/** Parquet may hold pictures of its own and is opened, unless a person says that it is a table. */
export function isTable({ name }: File): boolean {
  return /\.(?:csv|tsv)$/iu.test(name);
}

export function hasSamples(): boolean {
  const { source } = explore.store.getState();
  return source.status === 'open' && source.report.samples > 0;
}
