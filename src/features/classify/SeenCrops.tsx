import { useCallback, useEffect, useRef, type ReactElement } from 'react';
import type { SeenCrops as Crops } from '../../contracts/prepare.ts';
import { calibrate } from '../../core/detector/calibration.ts';
import type { Calibration } from '../../core/detector/model-card.ts';
import type { ClassifyItem, ImageId } from '../../state/classify-store.ts';
import { percent, signed } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import type { ClassifyService } from '../../services/classify-api.ts';
import { failureSentence } from './failure-sentence.ts';
import { useClassify, useClassifyService } from './service-context.ts';
import styles from './SeenCrops.module.css';

/** The exact squares that the detector saw, each with what it alone would say. */
export function SeenCrops({ item }: { readonly item: ClassifyItem }): ReactElement {
  const service = useClassifyService();
  const { id, name } = item;
  const load = useCallback((signal: AbortSignal) => cutAgain(service, id, name, signal), [service, id, name]);
  const crops = useLoaded(load);
  const calibration = useClassify(
    (state) => state.cards.get(item.outcome?.modelId ?? '')?.calibration ?? null,
  );
  if (crops.status === 'failed') return <p className="small">{crops.message}</p>;
  const count = item.outcome?.logits.length ?? 0;
  const inSizes = new Set(item.outcome?.cropRects.map(({ widthPx }) => widthPx)).size > 1;
  return (
    <>
      <p className="small quiet">
        Outlined on the picture. The figure below each square is what it alone would give; the verdict rests
        on the mean of their logits
        {inSizes ? ', in which each size of the picture counts alike: larger squares were reduced first' : ''}
        .
      </p>
      <ol className={styles['grid']}>
        {Array.from({ length: count }, (_, i) => (
          <li key={i} className={styles['crop']}>
            <CropCanvas
              sizePx={crops.status === 'ready' ? crops.value.sizePx : 1}
              rgba={crops.status === 'ready' ? (crops.value.rgba[i] ?? null) : null}
            />
            <span className="visually-hidden">Square {i + 1}: </span>
            <CropReading logit={item.outcome?.logits[i] ?? null} calibration={calibration} />
          </li>
        ))}
      </ol>
    </>
  );
}

async function cutAgain(
  service: ClassifyService,
  id: ImageId,
  name: string,
  signal: AbortSignal,
): Promise<Crops> {
  const result = await service.showCrops(id, signal);
  if (result.ok) return result.value;
  throw new Error(result.failure.code === 'cancelled' ? 'Cancelled.' : failureSentence(name, result.failure));
}

interface CropReadingProps {
  readonly logit: number | null;
  readonly calibration: Calibration | null;
}

function CropReading({ logit, calibration }: CropReadingProps): ReactElement | null {
  if (logit === null) return null;
  return (
    <span className={styles['reading']}>
      <span>{calibration ? percent(calibrate([logit], [1], calibration).probability) : ''}</span>
      <span className="quiet">logit {signed(logit)}</span>
    </span>
  );
}

interface CropCanvasProps {
  readonly sizePx: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer> | null;
}

function CropCanvas({ sizePx, rgba }: CropCanvasProps): ReactElement {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (rgba) ref.current?.getContext('2d')?.putImageData(new ImageData(rgba, sizePx, sizePx), 0, 0);
  }, [rgba, sizePx]);
  return <canvas ref={ref} width={sizePx} height={sizePx} aria-hidden="true" className={styles['canvas']} />;
}
