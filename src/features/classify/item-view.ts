import type { ClassifyItem, ClassifyState, ImageId, StatusCounts } from '../../state/classify-store.ts';
import type { ShowKey, SortKey } from './search.ts';

/** What a row says about its picture. `unjudged`: read and looked at, but nothing a verdict could rest on. */
export type ItemKind = 'ai' | 'inconclusive' | 'camera' | 'unjudged' | 'failed' | 'cancelled' | 'pending';

export function kindOf(item: ClassifyItem): ItemKind {
  if (item.status === 'failed' || item.status === 'cancelled') return item.status;
  if (item.status !== 'done' || !item.outcome) return 'pending';
  return item.outcome.verdict?.kind ?? 'unjudged';
}

export interface ListView {
  readonly sort: SortKey;
  readonly desc: boolean;
  readonly show: ShowKey;
  /** Kept where the path holds this text, whatever its case. */
  readonly q: string;
}

export type KindCounts = Readonly<Record<ShowKey, number>>;

/** How many pictures each filter would show, the text filter aside. */
export function countKinds(items: ReadonlyMap<ImageId, ClassifyItem>): KindCounts {
  const counts = { all: items.size, ai: 0, inconclusive: 0, camera: 0, unjudged: 0, failed: 0 };
  for (const item of items.values()) {
    const kind = kindOf(item);
    if (kind !== 'pending' && kind !== 'cancelled') counts[kind]++;
  }
  return counts;
}

/** The rows to show, in order. Ties keep the order of arrival, so rows do not swap while results come in. */
export function listItems(
  { items, order }: Pick<ClassifyState, 'items' | 'order'>,
  view: ListView,
): ClassifyItem[] {
  const needle = view.q.trim().toLowerCase();
  const kept = order
    .map((id) => items.get(id))
    .filter((item) => item !== undefined)
    .filter((item) => view.show === 'all' || kindOf(item) === view.show)
    .filter((item) => needle === '' || item.path.toLowerCase().includes(needle));
  if (view.sort === 'added') return view.desc ? kept.reverse() : kept;
  const compare = comparisons[view.sort];
  return kept.sort((a, b) => compare(a, b, view.desc ? -1 : 1));
}

type Compare = (a: ClassifyItem, b: ClassifyItem, direction: 1 | -1) => number;

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const statusOrder = ['running', 'preparing', 'queued', 'failed', 'cancelled', 'done'] as const;

const comparisons: Record<Exclude<SortKey, 'added'>, Compare> = {
  name: (a, b, direction) => direction * names.compare(a.path, b.path),
  status: (a, b, direction) => direction * (statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status)),
  probability: (a, b, direction) => {
    const pa = a.outcome?.verdict?.probability;
    const pb = b.outcome?.verdict?.probability;
    // Pictures without a probability come last, whichever way the others run.
    if (pa === undefined || pb === undefined) return Number(pa === undefined) - Number(pb === undefined);
    return direction * (pa - pb);
  },
};

/** The pictures that a detector other than this one judged. */
export function judgedByOthers(items: Iterable<ClassifyItem>, detectorId: string): ClassifyItem[] {
  return [...items].filter(
    ({ status, outcome }) => status === 'done' && outcome !== null && outcome.modelId !== detectorId,
  );
}

/** The row that is selected after `id` leaves the list: the next one, else the one before. */
export function neighbourOf(rows: readonly ClassifyItem[], id: ImageId): ImageId | null {
  const at = rows.findIndex((row) => row.id === id);
  return (rows[at + 1] ?? rows[at - 1])?.id ?? null;
}

export function unfinished(counts: StatusCounts): number {
  return counts.queued + counts.preparing + counts.running;
}
