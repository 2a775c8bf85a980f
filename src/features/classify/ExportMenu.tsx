import { useRef, type ReactElement } from 'react';
import { addNotice, type ClassifyItem } from '../../state/classify-store.ts';
import { Button } from '../../ui/Button.tsx';
import { downloadText } from '../../ui/download.ts';
import { exportCsv } from './export-csv.ts';
import { exportJson, type ExportContext } from './export-rows.ts';
import { useClassifyService } from './service-context.ts';
import styles from './ExportMenu.module.css';

interface ExportMenuProps {
  /** In the order and with the filter that is seen. */
  readonly rows: readonly ClassifyItem[];
}

export function ExportMenu({ rows }: ExportMenuProps): ReactElement {
  const { store } = useClassifyService();
  const popover = useRef<HTMLDivElement>(null);

  const context = (): ExportContext => {
    const { cards, runtime } = store.getState();
    return {
      cards,
      report: runtime.status === 'ready' ? runtime.report : null,
      appVersion: String(import.meta.env['VITE_APP_VERSION']),
      exportedAt: new Date(),
    };
  };
  const close = (): void => {
    popover.current?.hidePopover();
  };
  const copy = async (): Promise<void> => {
    close();
    try {
      await navigator.clipboard.writeText(exportCsv(rows, context()));
      addNotice(store, 'The list was copied as CSV.');
    } catch {
      addNotice(store, 'The browser did not allow copying. Export the list as a file instead.');
    }
  };

  return (
    <div className={styles['menu']}>
      <button type="button" className={styles['trigger']} popoverTarget="export-choices">
        Export
      </button>
      <div
        ref={popover}
        id="export-choices"
        popover="auto"
        role="group"
        aria-label="Export the list"
        className={styles['choices']}
      >
        <Button
          look="quiet"
          data-testid="export-csv"
          onPress={() => {
            close();
            downloadText('telltale.csv', 'text/csv;charset=utf-8', exportCsv(rows, context()));
          }}
        >
          CSV table
        </Button>
        <Button
          look="quiet"
          data-testid="export-json"
          onPress={() => {
            close();
            downloadText('telltale.json', 'application/json', exportJson(rows, context()));
          }}
        >
          JSON with all digits
        </Button>
        <Button look="quiet" onPress={() => void copy()}>
          Copy as CSV
        </Button>
      </div>
    </div>
  );
}
