import { useState, type ReactElement } from 'react';
import type { ClassifyItem } from '../../state/classify-store.ts';
import { SquareOutlines } from '../../ui/SquareOutlines.tsx';
import { useClassifyService } from './service-context.ts';
import { useOutlines } from './outlines.ts';
import styles from './PictureView.module.css';

/** The picture as large as there is room, on neutral grey; the crops outlined while they are looked at. */
export function PictureView({ item }: { readonly item: ClassifyItem }): ReactElement {
  const service = useClassifyService();
  const outlined = useOutlines((state) => state.shown);
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  const url = service.originalUrl(item.id);
  const { outcome } = item;
  const shown = url !== null && url !== brokenUrl && safeToShow(item);
  return (
    <figure className={styles['figure']}>
      {shown ? (
        <img
          key={url}
          className={styles['picture']}
          src={url}
          alt={item.name}
          onError={() => {
            setBrokenUrl(url);
          }}
        />
      ) : (
        <p className={styles['nothing']}>{item.failure ? 'This file cannot be shown as a picture.' : ''}</p>
      )}
      {shown && outlined && outcome ? (
        <SquareOutlines
          className={styles['outlines']}
          widthPx={outcome.widthPx}
          heightPx={outcome.heightPx}
          rects={outcome.cropRects}
        />
      ) : null}
    </figure>
  );
}

/**
 * The browser decodes what it shows, whatever its size. So a file is shown once it was found to be a picture of
 * bearable size: after it was prepared, or where it failed for another reason.
 */
function safeToShow({ status, outcome, failure, thumbnailUrl }: ClassifyItem): boolean {
  if (outcome || status === 'running' || thumbnailUrl !== null) return true;
  switch (failure?.code) {
    case 'truncated':
    case 'damaged':
    case 'not-exact':
    case 'device-lost':
    case 'run-failed':
    case 'not-loaded':
    case 'offline':
    case 'http':
    case 'hash-mismatch':
    case 'no-backend':
      return true;
    case 'empty-file':
    case 'unreadable':
    case 'unsupported-format':
    case 'too-large':
    case 'worker-died':
    case undefined:
      return false;
    default:
      failure satisfies never;
      return false;
  }
}
