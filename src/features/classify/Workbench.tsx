import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import type { ClassifyItem, ImageId } from '../../state/classify-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { narrowScreen, useMediaQuery } from '../../ui/use-media-query.ts';
import { Inspector } from './Inspector.tsx';
import { countKinds, listItems, type KindCounts, type ListView } from './item-view.ts';
import { ListToolbar } from './ListToolbar.tsx';
import { PictureView } from './PictureView.tsx';
import { ResultList } from './ResultList.tsx';
import { closeSheet, openSheet, select, useSelection } from './selection.ts';
import { useClassify } from './service-context.ts';
import { SmallDetectorHint } from './SmallDetectorHint.tsx';
import { WorkBar } from './WorkBar.tsx';
import styles from './Workbench.module.css';

/** One picture beside its verdict; several of them with a list on the left. On a narrow screen the list comes first. */
export function Workbench(): ReactElement {
  const items = useClassify((state) => state.items);
  const order = useClassify((state) => state.order);
  const view = useListView();
  const rows = useMemo(() => listItems({ items, order }, view), [items, order, view]);
  const counts = useMemo(() => countKinds(items), [items]);
  const many = items.size > 1;
  const firstId = order[0];
  const only = firstId === undefined ? undefined : items.get(firstId);
  return (
    <div className={styles['workbench']}>
      <h1 className="visually-hidden">Classify</h1>
      <div>
        <WorkBar rows={many ? rows : order.map((id) => items.get(id)).filter((item) => item !== undefined)} />
        <SmallDetectorHint />
      </div>
      {many ? <Many rows={rows} view={view} counts={counts} /> : only ? <One item={only} /> : null}
    </div>
  );
}

function useListView(): ListView {
  const { sort = 'added', desc = false, show = 'all', q = '' } = useSearch({ from: '/' });
  return useMemo(() => ({ sort, desc, show, q }), [sort, desc, show, q]);
}

function One({ item }: { readonly item: ClassifyItem }): ReactElement {
  return (
    <div className={styles['one']}>
      <PictureView item={item} />
      <div className={styles['inspector']}>
        <Inspector item={item} />
      </div>
    </div>
  );
}

interface ManyProps {
  readonly rows: readonly ClassifyItem[];
  readonly view: ListView;
  readonly counts: KindCounts;
}

function Many({ rows, view, counts }: ManyProps): ReactElement {
  const narrow = useMediaQuery(narrowScreen);
  const selected = useSelectedItem(rows);
  const selectedId = selected?.id ?? null;
  return (
    <div className={styles['many']}>
      <section className={styles['list']} aria-label="List of pictures">
        <ListToolbar view={view} counts={counts} />
        {rows.length === 0 ? (
          <NothingMatches />
        ) : (
          <ResultList rows={rows} selectedId={selectedId} onOpen={narrow ? openSheet : select} />
        )}
      </section>
      {narrow ? (
        <SelectedSheet item={selected} />
      ) : selected ? (
        <>
          <PictureView item={selected} />
          <div className={styles['inspector']}>
            <Inspector item={selected} />
          </div>
        </>
      ) : null}
    </div>
  );
}

/** The chosen picture where it is on the list, else the first one. */
function useSelectedItem(rows: readonly ClassifyItem[]): ClassifyItem | null {
  const selectedId: ImageId | null = useSelection((state) => state.selectedId);
  return rows.find((row) => row.id === selectedId) ?? rows[0] ?? null;
}

function SelectedSheet({ item }: { readonly item: ClassifyItem | null }): ReactElement | null {
  const open = useSelection((state) => state.sheetOpen);
  if (!open || !item) return null;
  return (
    <Sheet title={item.name} onClose={closeSheet}>
      <div className={styles['sheetPicture']}>
        <PictureView item={item} />
      </div>
      <Inspector item={item} />
    </Sheet>
  );
}

function NothingMatches(): ReactElement {
  const navigate = useNavigate({ from: '/' });
  return (
    <div className={styles['nothing']}>
      <p>No picture matches this filter.</p>
      <Button
        onPress={() => {
          void navigate({
            search: (search) => ({ ...search, show: undefined, q: undefined }),
            replace: true,
          });
        }}
      >
        Show all
      </Button>
    </div>
  );
}
