import { useEffect, useState } from 'react';
import type { Peak } from '../../core/spectrum/peaks.ts';
import { spectra } from '../../services/spectra.ts';
import type { Figure, PanelData } from './use-figure.ts';

interface PanelPeaks {
  readonly panel: PanelData;
  readonly peaks: readonly Peak[];
}

/** Of every panel but the reference. Rejects where the worker ended. */
export function peaksOf({ panels, reference, recipe }: Figure): Promise<readonly PanelPeaks[]> {
  const others = panels.filter(({ place }) => place !== reference?.place);
  return Promise.all(
    others.map(async (panel) => ({
      panel,
      peaks: await spectra.peaks(panel.picture, reference?.picture ?? null, recipe.average),
    })),
  );
}

/** The peaks of the figure; those of the one before until they are found. */
export function usePeaks(figure: Figure): {
  readonly panels: readonly PanelPeaks[];
  readonly searching: boolean;
} {
  const [found, setFound] = useState<{ of: Figure; panels: readonly PanelPeaks[] } | null>(null);
  useEffect(() => {
    let wanted = true;
    peaksOf(figure).then(
      (panels) => {
        if (wanted) setFound({ of: figure, panels });
      },
      // The view was left, or the worker died: the next figure asks again.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [figure]);
  return { panels: found?.panels ?? [], searching: found?.of !== figure };
}
