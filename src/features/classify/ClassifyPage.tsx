import { useSearch } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { addNotice } from '../../state/classify-store.ts';
import type { ClassifyService } from '../../services/classify-api.ts';
import { useTitle } from '../../ui/use-title.ts';
import { FirstScreen } from './FirstScreen.tsx';
import { useClassify, useClassifyService } from './service-context.ts';
import { Workbench } from './Workbench.tsx';

export function ClassifyPage(): ReactElement {
  useTitle('Classify');
  useImageOfAddress();
  const empty = useClassify((state) => state.items.size === 0);
  return empty ? <FirstScreen /> : <Workbench />;
}

/** `?image=` of the last navigation that was queued; outlives the view, so that coming back does not queue it again. */
let queuedImage: string | null = null;

function useImageOfAddress(): void {
  const service = useClassifyService();
  const { image = null } = useSearch({ from: '/' });
  useEffect(() => {
    if (image === queuedImage) return;
    queuedImage = image;
    if (image !== null) void queue(service, image);
  }, [service, image]);
}

async function queue(service: ClassifyService, image: string): Promise<void> {
  const result = await service.addFromUrl(
    new URL(image, new URL(import.meta.env.BASE_URL, location.href)).href,
  );
  if (!result.ok) addNotice(service.store, result.failure.message);
}
